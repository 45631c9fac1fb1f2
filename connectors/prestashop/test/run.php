<?php

/** The module against stand-ins of PrestaShop's classes and an exchange on this machine: php run.php */
date_default_timezone_set('UTC');
require __DIR__ . '/../../checks.php';
require __DIR__ . '/stubs.php';
require __DIR__ . '/../centuple/centuple.php';
require __DIR__ . '/../centuple/controllers/front/cron.php';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const TOKEN = 'AQEAAAfZ-example_token-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const GOLDEN = __DIR__ . '/facts.ndjson';

$exchange = new Exchange();
$exchange->start();
$output = '';

/** A shop as it is after the module was installed and set up. */
function module()
{
    global $exchange;
    Order::$all = OrderSlip::$slips = OrderSlip::$details = CartRule::$codes = $_COOKIE = $_GET = Tools::$values = [];
    unset($_SERVER['HTTP_SEC_GPC']);
    $context = Context::getContext();
    $context->cart = null;
    $context->cookie = new stdClass();
    $context->controller = new FrontController();
    $module = new Centuple();
    $module->uninstall();
    $module->install();
    Configuration::updateValue('CENTUPLE_URL', 'http://127.0.0.1:' . $exchange->port);
    Configuration::updateValue('CENTUPLE_SHOP', 'shop_0c0c0002');
    Configuration::updateValue('CENTUPLE_SECRET', SECRET);
    $exchange->answer(202);
    $exchange->got();
    return $module;
}

/** A visitor of a partner puts something into the cart. */
function visit($module, $idCart, $token = TOKEN)
{
    $_COOKIE['centuple'] = $token . '.' . base_convert(intdiv(time(), 60), 10, 36);
    Context::getContext()->cart = (object) ['id' => $idCart];
    $module->hookActionCartSave();
    $_COOKIE = [];
    Context::getContext()->cart = null;
}

function line($id, $quantity, $gross, $net, $category = 0)
{
    return ['id_order_detail' => (string) $id, 'product_quantity' => (string) $quantity, 'id_category_default' => $category,
        'total_price_tax_incl' => $gross, 'total_price_tax_excl' => $net, 'product_name' => 'Boots for Madame Secrète'];
}

function order($id, array $details, $idCart = 7)
{
    $order = new Order($id);
    $order->id_cart = $idCart;
    $order->details = $details;
    return Order::$all[$id] = $order;
}

function place($module, $order, $state = 1)
{
    $module->hookActionValidateOrder(['order' => $order, 'cart' => (object) ['id' => $order->id_cart],
        'customer' => (object) ['email' => 'secrete@example.org'], 'orderStatus' => new OrderState($state)]);
}

function state($module, $order, $state)
{
    $module->hookActionOrderStatusPostUpdate(['id_order' => $order->id, 'newOrderStatus' => new OrderState($state)]);
}

function slip($module, $order, $id, array $details, array $slip = [])
{
    $net = array_sum(array_column($details, 'amount_tax_excl'));
    OrderSlip::$slips[] = $slip + ['id_order_slip' => $id, 'id_order' => $order->id, 'amount' => $net * 1.2,
        'total_products_tax_excl' => $net, 'total_products_tax_incl' => $net * 1.2];
    OrderSlip::$details[$id] = $details;
    $module->hookActionOrderSlipAdd(['order' => $order, 'productList' => [], 'qtyList' => []]);
}

/** The facts that the exchange got, and that every message was as it should be. */
function facts($module)
{
    global $exchange;
    $module->deliver();
    return array_map(function ($message) {
        verify($message);
        $body = json_decode($message['body'], true);
        Checks::equal('order.fact', $body['type']);
        return $body['data'];
    }, $exchange->got());
}

/** Our own rule, written a second time: HMAC-SHA-256 over id.timestamp.body by the secret's decoded bytes. */
function verify($message)
{
    $headers = $message['headers'];
    Checks::equal('/hooks/prestashop/shop_0c0c0002', $message['path']);
    Checks::equal('application/json', $headers['content-type']);
    $signed = implode('.', [$headers['webhook-id'], $headers['webhook-timestamp'], $message['body']]);
    $mac = hash_hmac('sha256', $signed, base64_decode('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), true);
    Checks::equal('v1,' . base64_encode($mac), $headers['webhook-signature']);
    Checks::equal(true, abs(time() - (int) $headers['webhook-timestamp']) < 60, 'timestamp');
    Checks::equal(1, preg_match('/^msg_[0-9a-f]{32}$/', $headers['webhook-id']));
}

/** Without what differs from run to run. */
function pick(array $fact, ...$names)
{
    return array_intersect_key($fact, array_flip($names));
}

Checks::run([
    'the signature is the one of the documentation' => function () {
        Checks::equal('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', CentupleMessage::signature(SECRET,
            'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}'));
    },

    'amounts of every kind of currency' => function () {
        foreach ([['49.990000', 'EUR', 4999], ['0.005', 'EUR', 1], ['0.004999', 'EUR', 0], [1.005, 'EUR', 101],
            [19.99 * 3, 'EUR', 5997], ['5000.000000', 'JPY', 5000], ['4999.5', 'JPY', 5000], ['1.2345', 'KWD', 1235],
            ['-3', 'EUR', 0], ['99999999.99', 'EUR', 9999999999], [null, 'EUR', 0]] as list($amount, $currency, $minor)) {
            Checks::equal($minor, CentupleMoney::minor($amount, $currency), $amount . ' ' . $currency);
        }
    },

    'placed, paid, cancelled: one fact for each state, whoever tells it and however often' => function () {
        $module = module();
        visit($module, 7);
        $order = order(1, [line(11, 2, '49.990000', '41.658333', 12), line(12, 1, '10.000000', '10.000000')]);
        $order->total_shipping_tax_excl = '4.166667';
        $order->total_shipping_tax_incl = '5.000000';
        place($module, $order);
        place($module, $order);
        $placed = facts($module);
        Checks::equal([[
            'type' => 'snapshot', 'reference' => '1', 'number' => 'XKBKNABJK', 'status' => 'placed', 'currency' => 'EUR',
            'placed_at' => '2026-11-23T08:00:00Z',
            'lines' => [
                ['reference' => '11', 'category' => '12', 'quantity' => 2, 'amount_minor' => 4999, 'tax_minor' => 833],
                ['reference' => '12', 'quantity' => 1, 'amount_minor' => 1000, 'tax_minor' => 0],
            ],
            'discount_minor' => 0, 'shipping_minor' => 500,
            'tokens' => [['token' => TOKEN, 'found_in' => 'cart_attribute']], 'version' => 1,
        ]], $placed);
        $module->hookActionPaymentConfirmation(['id_order' => 1]);
        state($module, $order, 2);
        state($module, $order, 3);
        state($module, $order, 4);
        $paid = facts($module);
        Checks::equal([['status' => 'paid', 'version' => 2]], [pick($paid[0], 'status', 'version')]);
        Checks::equal(1, count($paid));
        Checks::equal(1, preg_match('/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $paid[0]['paid_at']));
        state($module, $order, 6);
        state($module, $order, 6);
        $cancelled = facts($module);
        Checks::equal([['status' => 'cancelled', 'version' => 3]], [pick($cancelled[0], 'status', 'version')]);
        state($module, $order, 2);
        Checks::equal([['status' => 'paid', 'version' => 4]], [pick(facts($module)[0], 'status', 'version')]);
        Checks::equal([], facts($module));
    },

    'a payment of the wrong sum is no payment, and one that failed later is one no more' => function () {
        $module = module();
        visit($module, 7);
        $order = order(20, [line(201, 1, '24.00', '20.00')]);
        place($module, $order, 2);
        state($module, $order, 8);
        Checks::equal(['placed'], array_column(facts($module), 'status'));
        state($module, $order, 2);
        place($module, $order, 2);
        state($module, $order, 8);
        Checks::equal(['paid', 'cancelled'], array_column(facts($module), 'status'));
    },

    'an order without a partner stays in the shop' => function () {
        $module = module();
        $order = order(2, [line(21, 1, '10', '10')]);
        place($module, $order, 2);
        slip($module, $order, 5, [['id_order_detail' => 21, 'product_quantity' => 1, 'amount_tax_excl' => '10']]);
        Checks::equal([], facts($module));
        Checks::equal(0, Db::getInstance()->getValue('SELECT COUNT(*) FROM ps_centuple_message'));
    },

    'an order with a coupon is told, for it may be a partner\'s' => function () {
        $module = module();
        CartRule::$codes = [3 => 'ANNA10', 4 => '', 5 => 'with space'];
        $order = order(3, [line(31, 1, '24.000000', '20.000000')]);
        $order->rules = [['id_cart_rule' => 3, 'value_tax_excl' => '2.000000', 'free_shipping' => '0'],
            ['id_cart_rule' => 4, 'value_tax_excl' => '1.000000', 'free_shipping' => '0'],
            ['id_cart_rule' => 5, 'value_tax_excl' => '0', 'free_shipping' => '0']];
        place($module, $order, 2);
        $fact = facts($module)[0];
        Checks::equal(['ANNA10'], $fact['coupons']);
        Checks::equal(300, $fact['discount_minor']);
        Checks::equal(false, isset($fact['tokens']));
    },

    'free shipping is no discount on the goods, and no discount is larger than they are' => function () {
        $module = module();
        visit($module, 7);
        $order = order(4, [line(41, 1, '24.00', '20.00')]);
        $order->total_shipping_tax_excl = '5.000000';
        $order->rules = [['id_cart_rule' => 3, 'value_tax_excl' => '7.000000', 'free_shipping' => '1']];
        place($module, $order);
        Checks::equal(200, facts($module)[0]['discount_minor']);
        $order->rules[0]['value_tax_excl'] = '900';
        $module->hookActionOrderEdited(['order' => $order]);
        Checks::equal(2000, facts($module)[0]['discount_minor']);
    },

    'yen and dinar' => function () {
        $module = module();
        visit($module, 7);
        visit($module, 8);
        $yen = order(5, [line(51, 1, '5500.000000', '5000.000000')]);
        $yen->id_currency = 2;
        place($module, $yen, 2);
        $dinar = order(6, [line(61, 1, '12.345000', '12.345000')], 8);
        $dinar->id_currency = 3;
        place($module, $dinar, 2);
        Checks::equal([['JPY', 5500, 500], ['KWD', 12345, 0]], array_map(function ($fact) {
            return [$fact['currency'], $fact['lines'][0]['amount_minor'], $fact['lines'][0]['tax_minor']];
        }, facts($module)));
    },

    'a credit slip for units, told once; another for the rest' => function () {
        $module = module();
        visit($module, 7);
        $order = order(7, [line(71, 3, '36.000000', '30.000000'), line(72, 1, '6', '5')]);
        place($module, $order, 2);
        facts($module);
        slip($module, $order, 8, [['id_order_detail' => 71, 'product_quantity' => 2, 'amount_tax_excl' => '20.000000']]);
        $first = ['type' => 'refund', 'reference' => '7', 'refund_reference' => 'slip-8', 'currency' => 'EUR',
            'lines' => [['line' => '71', 'quantity' => 2]]];
        Checks::equal([$first], facts($module));
        slip($module, $order, 9, [['id_order_detail' => 71, 'product_quantity' => 1, 'amount_tax_excl' => '10.00'],
            ['id_order_detail' => 72, 'product_quantity' => 1, 'amount_tax_excl' => '2.50']]);
        Checks::equal([['line' => '71', 'quantity' => 1], ['line' => '72', 'amount_minor' => 250]],
            facts($module)[0]['lines']);
        Checks::equal([], facts($module));
        Checks::equal(1, (int) Db::getInstance()->getValue(
            'SELECT COUNT(*) FROM ps_centuple_message WHERE name LIKE \'snapshot%\''), 'a slip is no new snapshot');
    },

    'a credit slip of a chosen sum, of shipping only, and without lines' => function () {
        $module = module();
        visit($module, 7);
        $order = order(8, [line(81, 1, '24.00', '20.00')]);
        place($module, $order, 2);
        facts($module);
        $whole = [['id_order_detail' => 81, 'product_quantity' => 1, 'amount_tax_excl' => '20.00']];
        slip($module, $order, 10, $whole, ['amount' => '12.00', 'total_products_tax_excl' => '20.00',
            'total_products_tax_incl' => '24.00']);
        Checks::equal(1000, facts($module)[0]['amount_minor']);
        slip($module, $order, 11, [], ['amount' => '0', 'total_products_tax_excl' => '0', 'total_products_tax_incl' => '0']);
        Checks::equal([], facts($module));
        slip($module, $order, 12, [], ['amount' => '3.60', 'total_products_tax_excl' => '3', 'total_products_tax_incl' => '3.60']);
        Checks::equal(300, facts($module)[0]['amount_minor']);
        Checks::equal([], facts($module));
    },

    'the exchange is away, then back: everything arrives, once, under the same ids' => function () {
        global $exchange;
        $module = module();
        visit($module, 7);
        $order = order(9, [line(91, 1, '24.00', '20.00')]);
        $exchange->stop();
        place($module, $order);
        state($module, $order, 2);
        Checks::equal(0, $module->deliver());
        $waiting = Db::getInstance()->executeS('SELECT * FROM ps_centuple_message ORDER BY name');
        Checks::equal([1, 0], array_map('intval', array_column($waiting, 'attempts')), 'it stops at the first failure');
        Checks::equal(true, (int) $waiting[0]['due_at'] >= time() + 55, 'the next attempt is later');
        $exchange->start();
        $exchange->answer(503);
        Checks::equal(0, $module->deliver());
        $exchange->answer(202);
        Db::getInstance()->execute('UPDATE ps_centuple_message SET due_at = 0');
        $first = $exchange->got();
        Checks::equal(1, count($first));
        Checks::equal(2, $module->deliver());
        $second = $exchange->got();
        Checks::equal(array_column($waiting, 'message_id'), array_map(function ($message) {
            verify($message);
            return $message['headers']['webhook-id'];
        }, $second));
        Checks::equal(true, in_array($first[0]['headers']['webhook-id'], array_column($waiting, 'message_id'), true));
        Db::getInstance()->execute('UPDATE ps_centuple_message SET due_at = 0');
        Checks::equal(0, $module->deliver());
        Checks::equal([], $exchange->got());
    },

    'a message that is refused does not hold up the others; a redirect is not followed' => function () {
        global $exchange;
        foreach ([401, 400, 302] as $status) {
            $module = module();
            visit($module, 7);
            $order = order(10, [line(101, 1, '24.00', '20.00')]);
            place($module, $order);
            state($module, $order, 2);
            $exchange->answer($status);
            Checks::equal(0, $module->deliver());
            Checks::equal(2, count($exchange->got()), $status . ':');
            Checks::equal(['count' => 2, 'attempts' => 1, 'answer' => $status], (new CentupleOutbox(Db::getInstance(), 'ps_'))->waiting());
            Checks::equal(1, substr_count($module->getContent(), '2 messages wait'));
        }
    },

    'the marks of a cart: only what has the right form, the newest first, forgotten after a no' => function () {
        $module = module();
        $minute = base_convert(intdiv(time(), 60), 10, 36);
        $old = base_convert(intdiv(time(), 60) - 31 * 1440, 10, 36);
        $second = substr(TOKEN, 0, -1) . 'B';
        foreach ([
            TOKEN . '.' . $minute => TOKEN,
            $second . '.' . $minute . '~' . TOKEN . '.' . $minute => $second . ' ' . TOKEN,
            $second . '.' . $minute . '~' . TOKEN . '.' . $old => $second,
            TOKEN => '', TOKEN . '.' => '', '<script>.' . $minute => '', "'; DROP TABLE x --." . $minute => '',
            str_repeat('A', 5000) . '.' . $minute => '', '~~~...' => '',
        ] as $cookie => $expected) {
            Checks::equal($expected, CentupleMarks::ofCookie((string) $cookie, time(), 30), $cookie);
        }
        Checks::equal('', CentupleMarks::ofCookie(['x'], time(), 30), 'a cookie that is a list');
        visit($module, 7);
        Context::getContext()->cart = (object) ['id' => 7];
        $module->hookActionFrontControllerSetMedia();
        place($module, order(11, [line(111, 1, '24.00', '20.00')]), 2);
        Checks::equal([], facts($module), 'the cookie is gone, so is the mark');
    },

    'a payment confirmed from server to server, and another device, leave the mark where it is' => function () {
        $module = module();
        visit($module, 7);
        $context = Context::getContext();
        $context->cookie = new stdClass();
        $context->cart = (object) ['id' => 7];
        $module->hookActionCartSave();
        $module->hookActionFrontControllerSetMedia();
        place($module, order(19, [line(191, 1, '24.00', '20.00')]), 2);
        Checks::equal(1, count(facts($module)));
    },

    'a back office that saves a cart is no visitor' => function () {
        $module = module();
        visit($module, 7);
        $context = Context::getContext();
        $context->controller = new AdminController();
        $context->cart = (object) ['id' => 7];
        $module->hookActionCartSave();
        $context->controller = new FrontController();
        place($module, order(12, [line(121, 1, '24.00', '20.00')]), 2);
        Checks::equal(1, count(facts($module)));
    },

    'identifier-free: partner and day, no script, no token' => function () {
        $module = module();
        Configuration::updateValue('CENTUPLE_MODE', 'identifier-free');
        $context = Context::getContext();
        $_GET = ['ctp' => TOKEN, 'utm_source' => 'centuple', 'utm_campaign' => 'shop_0b0b0001'];
        $module->hookActionFrontControllerSetMedia();
        Checks::equal([], $context->controller->scripts);
        $_GET = [];
        $context->cart = (object) ['id' => 7];
        $module->hookActionCartSave();
        place($module, order(13, [line(131, 1, '24.00', '20.00')]), 2);
        $fact = facts($module)[0];
        Checks::equal(['giver' => 'shop_0b0b0001', 'day' => gmdate('Y-m-d')], $fact['giver_day']);
        Checks::equal(false, isset($fact['tokens']));
        $context->cookie->centuple_giver_day = 'shop_0b0b0001/' . gmdate('Y-m-d', time() - 3 * 86400);
        $module->hookActionCartSave();
        Checks::equal('', $context->cookie->centuple_giver_day, 'an earlier visit');
        foreach ([['utm_source' => 'news', 'utm_campaign' => 'shop_0b0b0001'], ['utm_source' => 'centuple',
            'utm_campaign' => ['shop_0b0b0001']], ['utm_source' => 'centuple', 'utm_campaign' => 'spring']] as $query) {
            Checks::equal('', CentupleMarks::ofAddress($query, time()), json_encode($query));
        }
    },

    'Global Privacy Control: nothing is kept with the cart' => function () {
        $module = module();
        visit($module, 7);
        $_SERVER['HTTP_SEC_GPC'] = '1';
        visit($module, 7);
        Configuration::updateValue('CENTUPLE_MODE', 'identifier-free');
        $_GET = ['utm_source' => 'centuple', 'utm_campaign' => 'shop_0b0b0001'];
        Context::getContext()->cart = (object) ['id' => 7];
        $module->hookActionFrontControllerSetMedia();
        Checks::equal(false, isset(Context::getContext()->cookie->centuple_giver_day));
        place($module, order(14, [line(141, 1, '24.00', '20.00')]), 2);
        Checks::equal([], facts($module));
    },

    'the script is loaded with the mode of the shop' => function () {
        $module = module();
        Configuration::updateValue('CENTUPLE_DAYS', 14);
        $module->hookActionFrontControllerSetMedia();
        Checks::equal(['centuple' => ['options' => ['mode' => 'consent', 'days' => 14]]], Media::$definitions);
        list($path, $options) = Context::getContext()->controller->scripts['centuple'];
        Checks::equal(Configuration::get('CENTUPLE_URL') . '/centuple.js', $path);
        Checks::equal('remote', $options['server']);
    },

    'bad settings are refused, with words, and the good ones stay' => function () {
        $module = module();
        $good = ['submitCentuple' => 1, 'CENTUPLE_URL' => 'https://exchange.example/', 'CENTUPLE_SHOP' => 'shop_0c0c0002',
            'CENTUPLE_SECRET' => SECRET, 'CENTUPLE_MODE' => 'reward', 'CENTUPLE_DAYS' => '14'];
        foreach ([['CENTUPLE_URL', ''], ['CENTUPLE_URL', 'exchange.example'], ['CENTUPLE_URL', 'http://exchange.example'],
            ['CENTUPLE_URL', 'https://exchange.example/hooks'], ['CENTUPLE_URL', 'https://u:p@exchange.example'],
            ['CENTUPLE_URL', 'ftp://exchange.example'], ['CENTUPLE_URL', 'https://exchange.example?a=1'],
            ['CENTUPLE_SHOP', ''], ['CENTUPLE_SHOP', '0c0c0002'], ['CENTUPLE_SHOP', 'shop_../../x'],
            ['CENTUPLE_SECRET', 'secret'], ['CENTUPLE_SECRET', 'whsec_'], ['CENTUPLE_SECRET', 'whsec_!!'],
            ['CENTUPLE_SECRET', 'whsec_c2hvcnQ='], ['CENTUPLE_MODE', 'all'], ['CENTUPLE_DAYS', '0'],
            ['CENTUPLE_DAYS', '366'], ['CENTUPLE_DAYS', 'x']] as list($key, $bad)) {
            Tools::$values = [$key => $bad] + $good;
            Checks::equal(1, substr_count($module->getContent(), '<error>'), $key . '=' . $bad);
            Checks::equal('consent', Configuration::get('CENTUPLE_MODE'));
        }
        Tools::$values = ['CENTUPLE_SECRET' => ''] + $good;
        $page = $module->getContent();
        Checks::equal(1, substr_count($page, '<ok>'));
        Checks::equal(0, substr_count($page, SECRET), 'the page shows the secret');
        Checks::equal(['https://exchange.example', SECRET, 'reward', 14], [Configuration::get('CENTUPLE_URL'),
            Configuration::get('CENTUPLE_SECRET'), Configuration::get('CENTUPLE_MODE'), Configuration::get('CENTUPLE_DAYS')]);
    },

    'without settings messages wait' => function () {
        global $exchange;
        $module = module();
        visit($module, 7);
        Configuration::updateValue('CENTUPLE_SECRET', '');
        place($module, order(15, [line(151, 1, '24.00', '20.00')]), 2);
        Checks::equal(0, $module->deliver());
        Checks::equal([], $exchange->got());
        Configuration::updateValue('CENTUPLE_SECRET', SECRET);
        Checks::equal(1, $module->deliver());
    },

    'the test message says what is wrong' => function () {
        global $exchange;
        $module = module();
        Tools::$values = ['testCentuple' => 1];
        Checks::equal(1, substr_count($module->getContent(), 'The exchange answers.'));
        $ping = $exchange->got()[0];
        verify($ping);
        Checks::equal('ping', json_decode($ping['body'], true)['type']);
        $exchange->answer(401);
        Checks::equal(1, substr_count($module->getContent(), 'Compare the secret, and the clock'));
        $exchange->stop();
        Checks::equal(1, substr_count($module->getContent(), 'does not answer'));
        $exchange->start();
        Configuration::updateValue('CENTUPLE_SECRET', 'x');
        Checks::equal(1, substr_count($module->getContent(), 'whsec_...'));
    },

    'the cron address needs its key' => function () {
        $module = module();
        visit($module, 7);
        place($module, order(16, [line(161, 1, '24.00', '20.00')]), 2);
        $cron = new CentupleCronModuleFrontController();
        $cron->module = $module;
        foreach (['', 'guess', Configuration::get('CENTUPLE_CRON')] as $key) {
            Tools::$values = ['key' => $key];
            ob_start();
            @$cron->display();
            Checks::equal($key === Configuration::get('CENTUPLE_CRON') ? "1 sent\n" : "not found\n", ob_get_clean());
        }
    },

    'a broken database breaks no page and no checkout, and no log tells a secret' => function () {
        $module = module();
        visit($module, 7);
        Db::getInstance()->isAway = true;
        $before = count(PrestaShopLogger::$lines);
        visit($module, 7);
        $order = order(17, [line(171, 1, '24.00', '20.00')]);
        place($module, $order, 2);
        state($module, $order, 2);
        $module->hookActionPaymentConfirmation(['id_order' => 17]);
        $module->hookActionOrderEdited(['order' => $order]);
        $module->hookActionOrderSlipAdd(['order' => $order]);
        $module->hookActionFrontControllerSetMedia();
        Db::getInstance()->isAway = false;
        Checks::equal(6, count(PrestaShopLogger::$lines) - $before);
        place($module, order(18, [line(181, 1, '24.00', '20.00')]), 2);
        Checks::equal(1, count(facts($module)));
    },

    'no secret, token or name is in any log, and no name in any message' => function () {
        $logs = implode("\n", PrestaShopLogger::$lines);
        Checks::equal(true, strlen($logs) > 0);
        foreach ([substr(SECRET, 6), TOKEN, 'Secr', 'example.org'] as $forbidden) {
            Checks::equal(0, substr_count($logs, $forbidden), 'in the logs: ' . $forbidden);
        }
        foreach (Db::getInstance()->executeS('SELECT body FROM ps_centuple_message') as $row) {
            Checks::equal(0, preg_match('/Secr|example\.org|Lilas|Boots/', $row['body']));
        }
    },

    'the facts are those that the exchange is known to read' => function () {
        $marks = CentupleMarks::fields(TOKEN);
        $order = ['id' => 42, 'number' => 'XKBKNABJK', 'currency' => 'EUR', 'placed_at' => 1795420800, 'shipping_excl' => '4.00',
            'shipping_incl' => '4.80'];
        $rules = [['value_tax_excl' => '2.50', 'free_shipping' => '0', 'code' => 'ANNA10']];
        $sold = CentupleFacts::snapshot($order, 'paid', [line(1, 3, '36.000000', '30.000000', 12)], $rules, $marks)
            + ['paid_at' => '2026-11-23T08:00:10Z', 'version' => 2];
        $daily = CentupleFacts::snapshot(['currency' => 'JPY', 'id' => 43, 'number' => 'is none'] + $order, 'placed', [line(2, 1, '5500', '5000')],
            [], CentupleMarks::fields('shop_0b0b0001/2026-11-23')) + ['version' => 1];
        $slip = ['id_order_slip' => 5, 'amount' => '12', 'total_products_tax_excl' => '10', 'total_products_tax_incl' => '12'];
        $units = CentupleFacts::refund($slip, [['id_order_detail' => 1, 'product_quantity' => 1, 'amount_tax_excl' => '10']], $sold);
        $sum = CentupleFacts::refund(['id_order_slip' => 6] + $slip, [], $sold);
        $text = implode("\n", array_map(function ($fact) {
            return json_encode($fact, JSON_UNESCAPED_SLASHES);
        }, [$sold, $daily, $units, $sum])) . "\n";
        if (getenv('CENTUPLE_WRITE')) {
            file_put_contents(GOLDEN, $text);
        }
        Checks::equal(file_get_contents(GOLDEN), $text);
    },
]);
