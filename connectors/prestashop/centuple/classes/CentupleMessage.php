<?php

/** Standard Webhooks: how a message is signed and sent. Nothing here is logged. */
class CentupleMessage
{
    const TIMEOUT_SECONDS = 5;

    /** The bytes of a secret as the exchange shows it, whsec_ and base64; null where it is none. */
    public static function key($secret)
    {
        if (strpos((string) $secret, 'whsec_') !== 0) {
            return null;
        }
        $key = base64_decode(substr($secret, strlen('whsec_')), true);
        return $key !== false && strlen($key) >= 16 ? $key : null;
    }

    /** HMAC-SHA-256 over id.timestamp.body. */
    public static function signature($secret, $id, $timestamp, $body)
    {
        return 'v1,' . base64_encode(hash_hmac('sha256', $id . '.' . $timestamp . '.' . $body, self::key($secret), true));
    }

    /** Sends it once. Returns the status of the answer, 0 where there was none. */
    public static function send($url, $secret, $id, $body, $now)
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => [
                'Content-Type: application/json',
                'User-Agent: centuple-prestashop',
                'webhook-id: ' . $id,
                'webhook-timestamp: ' . $now,
                'webhook-signature: ' . self::signature($secret, $id, $now, $body),
            ],
            'content' => $body,
            'timeout' => self::TIMEOUT_SECONDS,
            'follow_location' => 0,
            'ignore_errors' => true,
        ]]);
        $stream = @fopen($url, 'rb', false, $context);
        if ($stream === false) {
            return 0;
        }
        $about = stream_get_meta_data($stream);
        fclose($stream);
        $first = isset($about['wrapper_data'][0]) ? (string) $about['wrapper_data'][0] : '';
        return preg_match('~^HTTP/\S+ (\d{3})~', $first, $parts) ? (int) $parts[1] : 0;
    }
}
