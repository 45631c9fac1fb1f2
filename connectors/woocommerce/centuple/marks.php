<?php

if (!defined('ABSPATH')) {
    exit;
}

/** What says that a partner sent a visitor. Texts from outside are never trusted. */
final class Centuple_Marks
{
    private const TOKEN = '/^A[A-Za-z0-9_-]{39,127}$/';
    private const GIVER_DAY = '~^shop_[0-9a-f]{8}/\d{4}-\d\d-\d\d$~';
    private const ENTRIES_MAX = 5;

    /** Entries TOKEN.MINUTE of the script's cookie that are ours and not older than the window, newest first. */
    public static function entries($cookie, int $now, int $days): array
    {
        $entries = [];
        foreach (explode('~', is_string($cookie) ? substr($cookie, 0, 1000) : '') as $entry) {
            $parts = explode('.', $entry);
            if (count($parts) === 2 && preg_match(self::TOKEN, $parts[0]) && preg_match('/^[0-9a-z]{1,8}$/', $parts[1])
                && abs(intdiv($now, 60) - (int) base_convert($parts[1], 36, 10)) < $days * 1440) {
                $entries[$parts[0]] = $entry;
            }
        }
        return array_slice(array_values($entries), 0, self::ENTRIES_MAX);
    }

    public static function tokens(array $entries): array
    {
        return array_map(static function (string $entry): string {
            return explode('.', $entry)[0];
        }, $entries);
    }

    /** Partner and day of a landing address, without anything that tells visitors apart. */
    public static function of_address(array $query, int $now): string
    {
        $campaign = $query['utm_campaign'] ?? '';
        $mark = (is_string($campaign) ? $campaign : '') . '/' . gmdate('Y-m-d', $now);
        return ($query['utm_source'] ?? '') === 'centuple' && preg_match(self::GIVER_DAY, $mark) ? $mark : '';
    }

    /** Whether it is of this visit: of today, or of yesterday around midnight. */
    public static function is_recent(string $mark, int $now): bool
    {
        return preg_match(self::GIVER_DAY, $mark) && substr($mark, -10) >= gmdate('Y-m-d', $now - 86400);
    }
}

/** The one place that sets a cookie. */
final class Centuple_Cookie
{
    /** @var callable|null for tests */
    public static $set;

    public static function set(string $name, string $value, array $options): void
    {
        self::$set ? (self::$set)($name, $value, $options) : setcookie($name, $value, $options);
    }
}
