<?php

/** What says that a partner sent a visitor: click tokens, or a partner and a day. Texts from outside are never trusted. */
class CentupleMarks
{
    const TOKEN = '/^A[A-Za-z0-9_-]{39,127}$/';
    const GIVER_DAY = '~^(shop_[0-9a-f]{8})/(\d{4}-\d\d-\d\d)$~';
    const TOKENS_MAX = 5;

    /** Tokens of the cookie that centuple.js writes, TOKEN.MINUTE~TOKEN.MINUTE, newest first; one text, by spaces. */
    public static function ofCookie($cookie, $now, $days)
    {
        $tokens = [];
        foreach (explode('~', is_string($cookie) ? substr($cookie, 0, 1000) : '') as $entry) {
            $parts = explode('.', $entry);
            if (count($parts) !== 2 || !preg_match(self::TOKEN, $parts[0])
                || !preg_match('/^[0-9a-z]{1,8}$/', $parts[1])) {
                continue;
            }
            if (abs(intdiv($now, 60) - (int) base_convert($parts[1], 36, 10)) < $days * 1440) {
                $tokens[$parts[0]] = true;
            }
        }
        return implode(' ', array_slice(array_keys($tokens), 0, self::TOKENS_MAX));
    }

    /** Partner and day of a landing address, without anything that tells visitors apart. */
    public static function ofAddress(array $query, $now)
    {
        $source = isset($query['utm_source']) ? $query['utm_source'] : '';
        $campaign = isset($query['utm_campaign']) && is_string($query['utm_campaign']) ? $query['utm_campaign'] : '';
        $mark = $campaign . '/' . gmdate('Y-m-d', $now);
        return $source === 'centuple' && preg_match(self::GIVER_DAY, $mark) ? $mark : '';
    }

    /** The same as fields of an order fact. */
    public static function fields($text)
    {
        if (preg_match(self::GIVER_DAY, $text, $parts)) {
            return ['giver_day' => ['giver' => $parts[1], 'day' => $parts[2]]];
        }
        $tokens = [];
        foreach (explode(' ', $text) as $token) {
            if (preg_match(self::TOKEN, $token)) {
                $tokens[] = ['token' => $token, 'found_in' => 'cart_attribute'];
            }
        }
        return $tokens ? ['tokens' => $tokens] : [];
    }
}
