<?php

/** The plugin against stand-ins of WordPress' and WooCommerce's functions: php run.php */
date_default_timezone_set('UTC');
require __DIR__ . '/../../checks.php';
require __DIR__ . '/stubs.php';
require __DIR__ . '/../centuple/centuple.php';

const TOKEN = 'AQEAAAfZ-example_token-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function visitor(string $mode = 'consent'): void
{
    Site::$options = ['centuple_mode' => $mode, 'centuple_days' => 60];
    Site::$cookies = Site::$scripts = Site::$inline = Site::$session = Site::$consent = $_COOKIE = $_GET = [];
    Site::$consentType = false;
    Site::$isAdmin = false;
    Site::$sessionFails = false;
    unset($_SERVER['HTTP_SEC_GPC']);
    Centuple_Cookie::$set = static function ($name, $value, $options) {
        Site::$cookies[] = [$name, $value, $options];
    };
}

function entry(string $token, int $daysAgo = 0): string
{
    return $token . '.' . base_convert((string) intdiv(time() - $daysAgo * 86400, 60), 10, 36);
}

function order(): array
{
    $order = new StandInOrder();
    Site::doAction('woocommerce_checkout_create_order', $order, []);
    $blocks = new StandInOrder();
    Site::doAction('woocommerce_store_api_checkout_update_order_meta', $blocks);
    Checks::equal($order->meta, $blocks->meta, 'both checkouts');
    return $order->meta;
}

Checks::run([
    'the cookie of the script is written again by HTTP, for the whole window' => static function () {
        visitor();
        $_COOKIE['centuple'] = entry(TOKEN, 20);
        Site::doAction('init');
        [$name, $value, $options] = Site::$cookies[0];
        Checks::equal(['centuple', entry(TOKEN, 20)], [$name, $value]);
        Checks::equal(true, abs($options['expires'] - time() - 60 * 86400) < 5);
        Checks::equal(['/', true, false, 'Lax'],
            [$options['path'], $options['secure'], $options['httponly'], $options['samesite']]);
    },

    'it is written once for each change and once a day, so that pages stay in caches' => static function () {
        visitor();
        $_COOKIE['centuple'] = entry(TOKEN, 20);
        Site::doAction('init');
        $_COOKIE = array_column(Site::$cookies, 1, 0);
        Checks::equal(['centuple', 'centuple_written'], array_keys($_COOKIE));
        Checks::equal(true, Site::$cookies[1][2]['httponly']);
        Site::$cookies = [];
        Site::doAction('init');
        Checks::equal([], Site::$cookies, 'the next page');
        $_COOKIE['centuple'] = entry(substr(TOKEN, 0, -1) . 'B') . '~' . $_COOKIE['centuple'];
        Site::doAction('init');
        Checks::equal(2, count(Site::$cookies), 'a new token');
        $_COOKIE = array_merge($_COOKIE, array_column(Site::$cookies, 1, 0));
        $_COOKIE['centuple_written'] = preg_replace('/[0-9]+$/', '1', $_COOKIE['centuple_written']);
        Site::$cookies = [];
        Site::doAction('init');
        Checks::equal(2, count(Site::$cookies), 'another day');
        unset($_COOKIE['centuple']);
        Site::$cookies = [];
        Site::doAction('init');
        Checks::equal([['centuple_written', '']], array_map(static function ($one) {
            return array_slice($one, 0, 2);
        }, Site::$cookies), 'the script took its cookie away');
    },

    'without the cookie none is set' => static function () {
        foreach (Centuple_Plugin::MODES as $mode) {
            visitor($mode);
            $_GET = ['ctp' => TOKEN];
            Site::doAction('init');
            Checks::equal([], Site::$cookies, $mode);
            Checks::equal([], order(), $mode);
        }
    },

    'the order gets the tokens that count, newest first' => static function () {
        visitor();
        $older = substr(TOKEN, 0, -1) . 'B';
        $_COOKIE['centuple'] = entry(TOKEN) . '~' . entry($older, 59) . '~' . entry(substr(TOKEN, 0, -1) . 'C', 61);
        Checks::equal(['_centuple_token' => TOKEN . ' ' . $older], order());
    },

    'what is not ours is passed over, and taken away' => static function () {
        foreach (['x', TOKEN, TOKEN . '.', "'; DROP TABLE wp_posts --.abc", '<script>.abc', str_repeat('A', 3000) . '.abc',
            TOKEN . '.zzzzzzzz', '~.~', ['a' => 'b']] as $bad) {
            visitor();
            $_COOKIE['centuple'] = $bad;
            Checks::equal([], order(), json_encode($bad));
            Site::doAction('init');
            Checks::equal('', Site::$cookies[0][1], json_encode($bad));
            Checks::equal(true, Site::$cookies[0][2]['expires'] < time());
        }
    },

    'consent is asked of the WP Consent API, and withdrawal deletes the cookie' => static function () {
        visitor();
        $_COOKIE['centuple'] = entry(TOKEN);
        Site::$consentType = 'optin';
        Checks::equal([], order());
        Site::doAction('init');
        Checks::equal(['centuple', ''], array_slice(Site::$cookies[0], 0, 2));
        Site::$consent = ['statistics' => true];
        Checks::equal([], order());
        Site::$consent = ['marketing' => true];
        Checks::equal(['_centuple_token' => TOKEN], order());
    },

    'without a banner of that API the cookie is the answer; a reward was asked for by the visitor' => static function () {
        visitor();
        $_COOKIE['centuple'] = entry(TOKEN);
        Checks::equal(['_centuple_token' => TOKEN], order());
        visitor('reward');
        $_COOKIE['centuple'] = entry(TOKEN);
        Site::$consentType = 'optin';
        Checks::equal(['_centuple_token' => TOKEN], order());
    },

    'Global Privacy Control outweighs all' => static function () {
        foreach (Centuple_Plugin::MODES as $mode) {
            visitor($mode);
            $_SERVER['HTTP_SEC_GPC'] = '1';
            $_COOKIE['centuple'] = entry(TOKEN);
            $_GET = ['utm_source' => 'centuple', 'utm_campaign' => 'shop_0b0b0001'];
            Site::$consent = ['marketing' => true];
            Site::doAction('init');
            Checks::equal([], array_filter(array_column(Site::$cookies, 1)), $mode);
            Checks::equal([], order(), $mode);
            Checks::equal([], Site::$session, $mode);
        }
    },

    'identifier-free: partner and day in the session of the shop' => static function () {
        visitor('identifier-free');
        $_GET = ['ctp' => TOKEN, 'utm_source' => 'centuple', 'utm_campaign' => 'shop_0b0b0001'];
        $_COOKIE['centuple'] = entry(TOKEN);
        Site::doAction('init');
        Site::doAction('wp_enqueue_scripts');
        Checks::equal([], Site::$cookies);
        Checks::equal([], Site::$scripts);
        $_GET = [];
        Site::doAction('init');
        Checks::equal(['_centuple_giver_day' => 'shop_0b0b0001/' . gmdate('Y-m-d')], order());
        Site::$session['centuple_giver_day'] = 'shop_0b0b0001/' . gmdate('Y-m-d', time() - 2 * 86400);
        Checks::equal([], order(), 'an earlier visit');
        foreach ([['utm_source' => 'news', 'utm_campaign' => 'shop_0b0b0001'], ['utm_campaign' => 'shop_0b0b0001'],
            ['utm_source' => 'centuple', 'utm_campaign' => ['shop_0b0b0001']], ['utm_source' => 'centuple']] as $query) {
            Checks::equal('', Centuple_Marks::of_address($query, time()), json_encode($query));
        }
    },

    'the script is loaded with the mode of the shop' => static function () {
        visitor('reward');
        Site::doAction('wp_enqueue_scripts');
        Checks::equal(['centuple' => 'https://shop.example/plugins/centuple.js'], Site::$scripts);
        Checks::equal(['centuple' => 'window.centuple = window.centuple || { options: {"mode":"reward","days":60} };'],
            Site::$inline);
    },

    'bad settings become good ones' => static function () {
        foreach ([['0', 1], ['-5', 1], ['900', 365], ['x', 30], ['', 30], [null, 30], ['7.9', 7]] as [$days, $expected]) {
            Checks::equal($expected, Centuple_Plugin::clean_days($days));
        }
        Checks::equal('consent', Centuple_Plugin::clean_mode('everything'));
        visitor('everything');
        Site::$options['centuple_days'] = 'x';
        Site::doAction('wp_enqueue_scripts');
        Checks::equal(1, substr_count(Site::$inline['centuple'], '{"mode":"consent","days":30}'));
        ob_start();
        Centuple_Plugin::page();
        Checks::equal(1, substr_count(ob_get_clean(), '<option selected>consent</option>'));
    },

    'a failure breaks no checkout, and its words are not logged' => static function () {
        visitor('identifier-free');
        Site::$sessionFails = true;
        $log = tempnam(sys_get_temp_dir(), 'centuple');
        $before = ini_set('error_log', $log);
        Checks::equal([], order());
        ini_set('error_log', (string) $before);
        $said = file_get_contents($log);
        unlink($log);
        Checks::equal(2, substr_count($said, 'Centuple: RuntimeException in stubs.php'));
        Checks::equal(0, substr_count($said, 'secret'));
    },

    'the back office and cron jobs set no cookie' => static function () {
        visitor();
        Site::$isAdmin = true;
        $_COOKIE['centuple'] = entry(TOKEN);
        Site::doAction('init');
        Checks::equal([], Site::$cookies);
    },
]);
