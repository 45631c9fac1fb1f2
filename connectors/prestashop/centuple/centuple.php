<?php

if (!defined('_PS_VERSION_')) {
    exit;
}

foreach (['Money', 'Marks', 'Facts', 'Message', 'Outbox'] as $part) {
    require_once __DIR__ . '/classes/Centuple' . $part . '.php';
}

/**
 * Centuple for PrestaShop 8 and 9: carries the mark of a partner from the landing page to the order, and tells the
 * exchange of orders that carry one. A shop's page and checkout never wait for the exchange, and never fail with it.
 */
class Centuple extends Module
{
    const HOOKS = ['actionFrontControllerSetMedia', 'actionCartSave', 'actionValidateOrder',
        'actionOrderStatusPostUpdate', 'actionPaymentConfirmation', 'actionOrderEdited', 'actionOrderSlipAdd'];
    const MODES = ['consent', 'reward', 'identifier-free'];
    const SETTINGS = ['CENTUPLE_URL', 'CENTUPLE_SHOP', 'CENTUPLE_SECRET', 'CENTUPLE_MODE', 'CENTUPLE_DAYS',
        'CENTUPLE_CRON', 'CENTUPLE_LOOKED'];
    /** Seconds between two looks at the outbox by visitors' requests. */
    const LOOK_EVERY = 60;
    const MESSAGES_AT_ONCE = 20;

    private $outbox;

    public function __construct()
    {
        $this->name = 'centuple';
        $this->tab = 'advertising_marketing';
        $this->version = '0.1.0';
        $this->author = 'Centuple';
        $this->need_instance = 0;
        $this->bootstrap = true;
        $this->ps_versions_compliancy = ['min' => '8.0.0', 'max' => '9.99.99'];
        parent::__construct();
        $this->displayName = 'Centuple';
        $this->description = $this->l('Partners who send you visitors are paid for the sales that come of it.');
        $this->outbox = new CentupleOutbox(Db::getInstance(), _DB_PREFIX_);
    }

    public function install()
    {
        return parent::install() && $this->outbox->create(_MYSQL_ENGINE_) && $this->registerHook(self::HOOKS)
            && Configuration::updateValue('CENTUPLE_MODE', 'consent')
            && Configuration::updateValue('CENTUPLE_DAYS', 30)
            && Configuration::updateValue('CENTUPLE_CRON', bin2hex(random_bytes(16)));
    }

    public function uninstall()
    {
        foreach (self::SETTINGS as $key) {
            Configuration::deleteByName($key);
        }
        return $this->outbox->drop() && parent::uninstall();
    }

    // Landing page and cart.

    public function hookActionFrontControllerSetMedia()
    {
        $this->quietly('landing page', function () {
            if ($this->mode() !== 'identifier-free') {
                $local = 'modules/centuple/views/js/centuple.js';
                $isHere = file_exists(_PS_ROOT_DIR_ . '/' . $local);
                Media::addJsDef(['centuple' => ['options' => ['mode' => $this->mode(), 'days' => $this->days()]]]);
                $this->context->controller->registerJavascript('centuple',
                    $isHere ? $local : Configuration::get('CENTUPLE_URL') . '/centuple.js',
                    ['server' => $isHere ? 'local' : 'remote', 'attributes' => 'defer', 'priority' => 200]);
            }
            $this->noteMarks();
            $this->look();
        });
    }

    public function hookActionCartSave()
    {
        $this->quietly('cart', function () {
            $this->noteMarks();
        });
    }

    /** Keeps with the cart what the visitor agreed to keep; a payment may come back without the browser. */
    private function noteMarks()
    {
        if (!$this->context->controller instanceof FrontController) {
            return;
        }
        $mark = $this->mode() === 'identifier-free' ? $this->giverDay()
            : CentupleMarks::ofCookie($_COOKIE['centuple'] ?? '', time(), $this->days());
        // Global Privacy Control: nothing is kept, and what was kept is taken back.
        $mark = ($_SERVER['HTTP_SEC_GPC'] ?? '') === '1' ? '' : $mark;
        if (empty($this->context->cart->id)) {
            return;
        }
        // Only the browser that brought a mark takes it back: a payment that is confirmed from server to server saves the
        // cart as well, without any cookie.
        $cookie = $this->context->cookie;
        if ($mark !== '' || !empty($cookie->centuple_noted)) {
            $this->outbox->note($this->context->cart->id, $mark, time());
            $cookie->centuple_noted = $mark === '' ? 0 : 1;
        }
    }

    /** Of this visit: PrestaShop's own cookie would keep it for weeks, so yesterday's is the oldest that counts. */
    private function giverDay()
    {
        $cookie = $this->context->cookie;
        $landed = CentupleMarks::ofAddress($_GET, time());
        $mark = $landed ?: (string) ($cookie->centuple_giver_day ?? '');
        $mark = substr($mark, -10) < gmdate('Y-m-d', time() - 86400) ? '' : $mark;
        if ($mark !== (string) ($cookie->centuple_giver_day ?? '') && ($_SERVER['HTTP_SEC_GPC'] ?? '') !== '1') {
            $cookie->centuple_giver_day = $mark;
        }
        return $mark;
    }

    // Orders.

    /**
     * The state it names is the one that the payment module asked for. Where the sum that was paid is not the sum of the
     * order PrestaShop sets another; so only the change of state that follows says whether it is paid.
     */
    public function hookActionValidateOrder($params)
    {
        $this->quietly('order', function () use ($params) {
            $former = $this->outbox->lastSnapshot($params['order']->id);
            $this->report($params['order'], null, $former['status'] ?? 'placed');
        });
    }

    public function hookActionOrderStatusPostUpdate($params)
    {
        $this->quietly('state of an order', function () use ($params) {
            $this->report(new Order((int) $params['id_order']), $params['newOrderStatus']);
        });
    }

    /** Comes before the state changes, so the state is not looked at. */
    public function hookActionPaymentConfirmation($params)
    {
        $this->quietly('payment', function () use ($params) {
            $this->report(new Order((int) $params['id_order']), null, 'paid');
        });
    }

    public function hookActionOrderEdited($params)
    {
        $this->quietly('change of an order', function () use ($params) {
            $order = $params['order'];
            $this->report($order, new OrderState((int) $order->current_state));
        });
    }

    public function hookActionOrderSlipAdd($params)
    {
        $this->quietly('credit slip', function () use ($params) {
            $order = $params['order'];
            $reported = $this->outbox->lastSnapshot($order->id);
            if ($reported === null) {
                return;
            }
            // The hook does not say which slip is new: all are put in, each once.
            foreach (OrderSlip::getOrdersSlip((int) $order->id_customer, (int) $order->id) as $slip) {
                $details = OrderSlip::getOrdersSlipDetail((int) $slip['id_order_slip']);
                $fact = CentupleFacts::refund($slip, $details ?: [], $reported);
                if ($fact !== null) {
                    $this->outbox->put($order->id, $fact['refund_reference'], $fact, time());
                }
            }
            $this->lookAfterwards();
        });
    }

    private function report($order, $state, $status = null)
    {
        $former = $this->outbox->lastSnapshot($order->id);
        $marks = CentupleMarks::fields($this->outbox->marks($order->id_cart));
        $rules = [];
        foreach ($order->getCartRules() ?: [] as $rule) {
            $rules[] = $rule + ['code' => (new CartRule((int) $rule['id_cart_rule']))->code];
        }
        $fact = CentupleFacts::snapshot([
            'id' => (int) $order->id,
            'number' => (string) $order->reference,
            'currency' => (new Currency((int) $order->id_currency))->iso_code,
            'placed_at' => strtotime($order->date_add),
            'shipping_excl' => $order->total_shipping_tax_excl,
            'shipping_incl' => $order->total_shipping_tax_incl,
        ], $status ?: $this->status($state, $former), $order->getProductsDetail() ?: [], $rules, $marks);
        $hasMark = $marks || isset($fact['coupons']);
        if (!$fact['lines'] || ($former === null && !$hasMark)) {
            return; // no partner has to do with it
        }
        if ($fact['status'] === 'paid') {
            $fact['paid_at'] = $former['paid_at'] ?? gmdate('Y-m-d\TH:i:s\Z', max(time(), strtotime($order->date_add)));
        } elseif (isset($former['paid_at']) && $fact['status'] === 'cancelled') {
            $fact['paid_at'] = $former['paid_at'];
        }
        for ($version = ($former['version'] ?? 0) + 1; $version < 1000; ++$version) {
            $same = $former !== null && array_diff_key($former, ['version' => 0]) == $fact;
            if ($same || $this->outbox->put($order->id, 'snapshot-' . $version, $fact + ['version' => $version], time())) {
                break;
            }
            $former = $this->outbox->lastSnapshot($order->id); // another process was faster
        }
        $this->lookAfterwards();
    }

    /** What was paid stays paid on its way to the customer; only cancelling ends it, and that may be taken back. */
    private function status($state, $former)
    {
        $id = (int) $state->id;
        if ($id === (int) Configuration::get('PS_OS_CANCELED') || $id === (int) Configuration::get('PS_OS_REFUND')) {
            return 'cancelled';
        }
        $wasPaid = ($former['status'] ?? '') === 'paid';
        if ($id === (int) Configuration::get('PS_OS_ERROR')) {
            return $wasPaid ? 'cancelled' : 'placed';
        }
        return $state->paid || $wasPaid ? 'paid' : 'placed';
    }

    // Sending.

    /** Sends what is due, after the page is out; a visitor is never kept waiting where PHP cannot do that. */
    private function lookAfterwards()
    {
        $isVisitor = $this->context->controller instanceof FrontController;
        register_shutdown_function(function () use ($isVisitor) {
            if (function_exists('fastcgi_finish_request')) {
                fastcgi_finish_request();
            } elseif ($isVisitor) {
                return;
            }
            $this->quietly('sending', [$this, 'deliver']);
        });
    }

    /** At most once in a minute, so that a shop without a cron job sends as well. */
    private function look()
    {
        if (time() - (int) Configuration::get('CENTUPLE_LOOKED') >= self::LOOK_EVERY) {
            Configuration::updateValue('CENTUPLE_LOOKED', time());
            $this->lookAfterwards();
        }
    }

    /** Sends what is due; called by the cron address, too. Returns how many messages were taken. */
    public function deliver()
    {
        $problem = self::problem(Configuration::get('CENTUPLE_URL'), Configuration::get('CENTUPLE_SHOP'),
            Configuration::get('CENTUPLE_SECRET'));
        if ($problem !== '') {
            return 0;
        }
        $this->outbox->forgetOldMarks(time());
        return $this->outbox->deliver([$this, 'send'], time(), self::MESSAGES_AT_ONCE);
    }

    /** Sends one message; returns the status of the answer, 0 where there was none. */
    public function send($id, $body)
    {
        $url = Configuration::get('CENTUPLE_URL') . '/hooks/prestashop/' . Configuration::get('CENTUPLE_SHOP');
        return CentupleMessage::send($url, Configuration::get('CENTUPLE_SECRET'), $id, $body, time());
    }

    // Settings.

    /** What is wrong with the settings, in words; empty where nothing is. */
    public static function problem($url, $shop, $secret)
    {
        $parts = parse_url((string) $url);
        $host = isset($parts['host']) ? $parts['host'] : '';
        $isLocal = in_array($host, ['localhost', '127.0.0.1'], true);
        if ($host === '' || !isset($parts['scheme']) || !in_array($parts['scheme'], ['https', 'http'], true)) {
            return 'The address of the exchange is no https:// address.';
        }
        if ($parts['scheme'] !== 'https' && !$isLocal) {
            return 'The address of the exchange must begin with https://.';
        }
        if (array_diff_key($parts, ['scheme' => 0, 'host' => 0, 'port' => 0])) {
            return 'The address of the exchange has nothing behind the host: https://exchange.example';
        }
        if (!preg_match('/^shop_[0-9a-f]{8}$/', (string) $shop)) {
            return 'The id of the shop looks like shop_0b0b0001.';
        }
        return CentupleMessage::key($secret) === null
            ? 'The secret looks like whsec_..., as the exchange showed it once.' : '';
    }

    public function getContent()
    {
        $said = '';
        if (Tools::isSubmit('submitCentuple')) {
            $said = $this->save();
        } elseif (Tools::isSubmit('testCentuple')) {
            $said = $this->ping();
        }
        return $said . $this->state() . $this->form();
    }

    private function save()
    {
        $url = rtrim(trim((string) Tools::getValue('CENTUPLE_URL')), '/');
        $shop = trim((string) Tools::getValue('CENTUPLE_SHOP'));
        $secret = trim((string) Tools::getValue('CENTUPLE_SECRET')) ?: (string) Configuration::get('CENTUPLE_SECRET');
        $mode = (string) Tools::getValue('CENTUPLE_MODE');
        $days = (int) Tools::getValue('CENTUPLE_DAYS');
        $problem = self::problem($url, $shop, $secret);
        if ($problem === '' && !in_array($mode, self::MODES, true)) {
            $problem = 'Unknown mode.';
        } elseif ($problem === '' && ($days < 1 || $days > 365)) {
            $problem = 'Days are 1 to 365.';
        }
        if ($problem !== '') {
            return $this->displayError($this->l($problem));
        }
        $values = ['CENTUPLE_URL' => $url, 'CENTUPLE_SHOP' => $shop, 'CENTUPLE_SECRET' => $secret,
            'CENTUPLE_MODE' => $mode, 'CENTUPLE_DAYS' => $days];
        foreach ($values as $key => $value) {
            Configuration::updateValue($key, $value);
        }
        return $this->displayConfirmation($this->l('Saved.'));
    }

    private function ping()
    {
        $problem = self::problem(Configuration::get('CENTUPLE_URL'), Configuration::get('CENTUPLE_SHOP'),
            Configuration::get('CENTUPLE_SECRET'));
        if ($problem !== '') {
            return $this->displayError($this->l($problem));
        }
        $status = $this->send('msg_' . bin2hex(random_bytes(16)),
            json_encode(['type' => 'ping', 'timestamp' => gmdate('Y-m-d\TH:i:s\Z'), 'data' => new stdClass()]));
        if ($status >= 200 && $status < 300) {
            return $this->displayConfirmation($this->l('The exchange answers.'));
        }
        $words = $status === 0 ? 'The exchange does not answer.' : 'The exchange refuses (' . $status . '). '
            . ($status === 401 ? 'Compare the secret, and the clock of this server.' : 'Compare address and id.');
        return $this->displayError($this->l($words));
    }

    private function state()
    {
        $waiting = $this->outbox->waiting();
        if ($waiting['count'] === 0) {
            return '';
        }
        return $this->displayWarning(sprintf($this->l('%d messages wait for the exchange; tried up to %d times, the '
            . 'highest status answered was %d (0: no answer). They are sent until they are taken.'),
            $waiting['count'], $waiting['attempts'], $waiting['answer']));
    }

    private function form()
    {
        $modes = array_map(function ($mode) {
            return ['id' => $mode, 'name' => $mode];
        }, self::MODES);
        $helper = new HelperForm();
        $helper->module = $this;
        $helper->submit_action = 'submitCentuple';
        $helper->currentIndex = AdminController::$currentIndex . '&configure=' . $this->name;
        $helper->token = Tools::getAdminTokenLite('AdminModules');
        // The secret is never shown again.
        $helper->fields_value = ['CENTUPLE_URL' => Configuration::get('CENTUPLE_URL'), 'CENTUPLE_SECRET' => '',
            'CENTUPLE_SHOP' => Configuration::get('CENTUPLE_SHOP'), 'CENTUPLE_MODE' => $this->mode(),
            'CENTUPLE_DAYS' => $this->days()];
        $cron = $this->context->link->getModuleLink('centuple', 'cron', ['key' => Configuration::get('CENTUPLE_CRON')]);
        return $helper->generateForm([['form' => [
            'legend' => ['title' => 'Centuple'],
            'description' => $this->l('Call this address every minute, by cron: ') . $cron,
            'input' => [
                ['type' => 'text', 'label' => $this->l('Address of the exchange'), 'name' => 'CENTUPLE_URL'],
                ['type' => 'text', 'label' => $this->l('Id of this shop'), 'name' => 'CENTUPLE_SHOP'],
                ['type' => 'password', 'label' => $this->l('Secret'), 'name' => 'CENTUPLE_SECRET'],
                ['type' => 'select', 'label' => $this->l('Mode'), 'name' => 'CENTUPLE_MODE',
                    'options' => ['query' => $modes, 'id' => 'id', 'name' => 'name']],
                ['type' => 'text', 'label' => $this->l('Days a token is kept'), 'name' => 'CENTUPLE_DAYS'],
            ],
            'submit' => ['title' => $this->l('Save')],
            'buttons' => [['title' => $this->l('Send a test message'), 'name' => 'testCentuple', 'type' => 'submit']],
        ]]]);
    }

    private function mode()
    {
        $mode = (string) Configuration::get('CENTUPLE_MODE');
        return in_array($mode, self::MODES, true) ? $mode : 'consent';
    }

    private function days()
    {
        return min(365, max(1, (int) Configuration::get('CENTUPLE_DAYS') ?: 30));
    }

    /** Runs that; a failure is logged by its class and place only, for its words may hold what no log should. */
    private function quietly($what, callable $work)
    {
        try {
            $work();
        } catch (Throwable $e) {
            PrestaShopLogger::addLog('Centuple: ' . $what . ' failed: ' . get_class($e) . ' in ' . basename($e->getFile())
                . ':' . $e->getLine(), 3);
        }
    }
}
