<?php
/**
 * Plugin Name: Centuple
 * Description: Carries the mark of a partner from the landing page to the order, for as long as the visitor agrees.
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * License: Apache-2.0
 * Text Domain: centuple
 *
 * The exchange learns of orders by WooCommerce's own webhooks. Without this plugin it reads the landing address that
 * WooCommerce keeps for one session; with it tokens last for the window you offer, and only after consent.
 */

if (!defined('ABSPATH')) {
    exit;
}

require_once __DIR__ . '/marks.php';

/** Hooks of WordPress and WooCommerce. Nothing of it may break a page or a checkout. */
final class Centuple_Plugin
{
    public const MODES = ['consent', 'reward', 'identifier-free'];
    /** What of the cookie was last written by HTTP, and on which day. */
    private const WRITTEN = 'centuple_written';
    private const SESSION_KEY = 'centuple_giver_day';

    public static function start(): void
    {
        add_action('init', [self::class, 'land'], 20);
        add_action('wp_enqueue_scripts', [self::class, 'script']);
        add_action('woocommerce_checkout_create_order', [self::class, 'mark'], 10, 1);
        add_action('woocommerce_store_api_checkout_update_order_meta', [self::class, 'mark'], 10, 1);
        add_action('admin_init', [self::class, 'settings']);
        add_action('admin_menu', [self::class, 'menu']);
        add_action('before_woocommerce_init', [self::class, 'declare_compatible']);
        add_filter('wp_consent_api_registered_' . plugin_basename(__FILE__), '__return_true');
    }

    /** Writes the script's cookie once more, by HTTP: browsers that cut cookies of scripts to a week leave this one. */
    public static function land(): void
    {
        if (is_admin() || wp_doing_cron() || headers_sent()) {
            return;
        }
        if (self::mode() === 'identifier-free') {
            self::land_without_identifier();
            return;
        }
        $entries = Centuple_Marks::entries(wp_unslash($_COOKIE['centuple'] ?? ''), time(), self::days());
        if (!isset($_COOKIE['centuple'])) {
            if (isset($_COOKIE[self::WRITTEN])) {
                self::set_cookie(self::WRITTEN, '', 1, true);
            }
            return;
        }
        if (self::refused() || !$entries) {
            self::set_cookie('centuple', '', 1, false);
            self::set_cookie(self::WRITTEN, '', 1, true);
            return;
        }
        // A page that sets a cookie is kept by no page cache: so once for each change, and once a day.
        $value = implode('~', $entries);
        $written = substr(hash('sha256', $value), 0, 16) . '.' . intdiv(time(), DAY_IN_SECONDS);
        if ($value !== $_COOKIE['centuple'] || ($_COOKIE[self::WRITTEN] ?? '') !== $written) {
            $until = time() + self::days() * DAY_IN_SECONDS;
            self::set_cookie('centuple', $value, $until, false);
            self::set_cookie(self::WRITTEN, $written, $until, true);
        }
    }

    private static function land_without_identifier(): void
    {
        $mark = Centuple_Marks::of_address(wp_unslash($_GET), time());
        if ($mark !== '' && !self::has_privacy_control() && function_exists('WC') && WC()->session) {
            WC()->session->set_customer_session_cookie(true);
            WC()->session->set(self::SESSION_KEY, $mark);
        }
    }

    /** The script of the exchange, a copy beside this file, with the mode of the shop. */
    public static function script(): void
    {
        if (self::mode() === 'identifier-free') {
            return;
        }
        $options = ['mode' => self::mode(), 'days' => self::days()];
        wp_enqueue_script('centuple', plugins_url('centuple.js', __FILE__), [], '0.1.0', ['strategy' => 'defer']);
        wp_add_inline_script('centuple', 'window.centuple = window.centuple || { options: ' . wp_json_encode($options)
            . ' };', 'before');
    }

    /** Writes into the order what the visitor came by. Both checkouts call it, the classic one and that of blocks. */
    public static function mark($order): void
    {
        try {
            if (self::has_privacy_control()) {
                return;
            }
            if (self::mode() === 'identifier-free') {
                $mark = function_exists('WC') && WC()->session ? (string) WC()->session->get(self::SESSION_KEY, '') : '';
                if (Centuple_Marks::is_recent($mark, time())) {
                    $order->update_meta_data('_centuple_giver_day', $mark);
                }
                return;
            }
            $entries = Centuple_Marks::entries(wp_unslash($_COOKIE['centuple'] ?? ''), time(), self::days());
            if ($entries && !self::refused()) {
                $order->update_meta_data('_centuple_token', implode(' ', Centuple_Marks::tokens($entries)));
            }
        } catch (Throwable $e) {
            // The words of a failure may hold what no log should.
            error_log('Centuple: ' . get_class($e) . ' in ' . basename($e->getFile()) . ':' . $e->getLine());
        }
    }

    /** A visitor who asked for a reward is not asked by banners. */
    private static function refused(): bool
    {
        if (self::has_privacy_control()) {
            return true;
        }
        $is_asked = function_exists('wp_has_consent') && function_exists('wp_get_consent_type') && wp_get_consent_type();
        return self::mode() === 'consent' && $is_asked && !wp_has_consent('marketing');
    }

    private static function has_privacy_control(): bool
    {
        return ($_SERVER['HTTP_SEC_GPC'] ?? '') === '1';
    }

    /** The script must be able to read and to delete its cookie, so that one is not HttpOnly. */
    private static function set_cookie(string $name, string $value, int $until, bool $http_only): void
    {
        Centuple_Cookie::set($name, $value, ['expires' => $until, 'path' => '/', 'secure' => is_ssl(),
            'httponly' => $http_only, 'samesite' => 'Lax']);
    }

    private static function mode(): string
    {
        $mode = (string) get_option('centuple_mode', 'consent');
        return in_array($mode, self::MODES, true) ? $mode : 'consent';
    }

    private static function days(): int
    {
        return self::clean_days(get_option('centuple_days', 30));
    }

    // Settings > Centuple.

    public static function settings(): void
    {
        register_setting('centuple', 'centuple_mode', ['sanitize_callback' => [self::class, 'clean_mode']]);
        register_setting('centuple', 'centuple_days', ['sanitize_callback' => [self::class, 'clean_days']]);
    }

    public static function clean_mode($mode): string
    {
        return in_array($mode, self::MODES, true) ? $mode : 'consent';
    }

    public static function clean_days($days): int
    {
        return is_numeric($days) ? min(365, max(1, (int) $days)) : 30;
    }

    public static function menu(): void
    {
        add_options_page('Centuple', 'Centuple', 'manage_options', 'centuple', [self::class, 'page']);
    }

    public static function page(): void
    {
        echo '<div class="wrap"><h1>Centuple</h1><form method="post" action="options.php">';
        settings_fields('centuple');
        echo '<p><label>' . esc_html__('Mode', 'centuple') . ' <select name="centuple_mode">';
        foreach (self::MODES as $mode) {
            echo '<option' . ($mode === self::mode() ? ' selected' : '') . '>' . esc_html($mode) . '</option>';
        }
        echo '</select></label></p><p><label>' . esc_html__('Days a token is kept', 'centuple')
            . ' <input type="number" min="1" max="365" name="centuple_days" value="' . esc_attr((string) self::days())
            . '"></label></p>';
        submit_button();
        echo '</form></div>';
    }

    public static function declare_compatible(): void
    {
        if (class_exists('\Automattic\WooCommerce\Utilities\FeaturesUtil')) {
            \Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('custom_order_tables', __FILE__, true);
            \Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('cart_checkout_blocks', __FILE__, true);
        }
    }
}

Centuple_Plugin::start();
