<?php

/** As much of WordPress and WooCommerce as the plugin touches, written for its test. */
define('ABSPATH', __DIR__);
define('DAY_IN_SECONDS', 86400);

final class Site
{
    public static $actions = [];
    public static $options = [];
    public static $cookies = [];
    public static $scripts = [];
    public static $inline = [];
    public static $session = [];
    public static $consent = [];
    public static $consentType = false;
    public static $isAdmin = false;
    public static $sessionFails = false;

    public static function doAction(string $name, ...$arguments): void
    {
        foreach (self::$actions[$name] ?? [] as [$callback, $count]) {
            $callback(...array_slice($arguments, 0, $count));
        }
    }
}

final class StandInOrder
{
    public $meta = [];

    public function update_meta_data(string $key, string $value): void
    {
        $this->meta[$key] = $value;
    }
}

final class StandInSession
{
    public function get(string $key, $default)
    {
        if (Site::$sessionFails) {
            throw new RuntimeException('the secret of the session');
        }
        return Site::$session[$key] ?? $default;
    }

    public function set(string $key, string $value): void
    {
        Site::$session[$key] = $value;
    }

    public function set_customer_session_cookie(bool $set): void
    {
    }
}

final class StandInWooCommerce
{
    public $session;
}

function WC(): StandInWooCommerce
{
    $shop = new StandInWooCommerce();
    $shop->session = new StandInSession();
    return $shop;
}

function add_action(string $name, callable $callback, int $priority = 10, int $count = 1): void
{
    Site::$actions[$name][] = [$callback, $count];
}

function add_filter(string $name, $callback): void
{
}

function plugin_basename(string $file): string
{
    return 'centuple/centuple.php';
}

function plugins_url(string $path, string $plugin): string
{
    return 'https://shop.example/plugins/' . $path;
}

function is_admin(): bool
{
    return Site::$isAdmin;
}

function wp_doing_cron(): bool
{
    return false;
}

function is_ssl(): bool
{
    return true;
}

function wp_unslash($value)
{
    return $value;
}

function wp_json_encode($value): string
{
    return json_encode($value);
}

function wp_enqueue_script(string $handle, string $source, array $needs, string $version, array $options): void
{
    Site::$scripts[$handle] = $source;
}

function wp_add_inline_script(string $handle, string $code, string $position): void
{
    Site::$inline[$handle] = $code;
}

function wp_get_consent_type()
{
    return Site::$consentType;
}

function wp_has_consent(string $category): bool
{
    return !Site::$consentType || !empty(Site::$consent[$category]);
}

function get_option(string $name, $default)
{
    return Site::$options[$name] ?? $default;
}

function settings_fields(string $group): void
{
}

function submit_button(): void
{
}

function esc_html(string $text): string
{
    return htmlspecialchars($text);
}

function esc_attr(string $text): string
{
    return htmlspecialchars($text);
}

function esc_html__(string $text, string $domain): string
{
    return htmlspecialchars($text);
}
