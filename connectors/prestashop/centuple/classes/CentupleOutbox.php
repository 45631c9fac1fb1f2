<?php

/**
 * Two tables of the module: the marks of carts, and messages that are sent until the exchange takes them. A message is
 * written in the shop's own database before anything is sent, so no sale is lost while the exchange is away.
 */
class CentupleOutbox
{
    /** Seconds until the next attempt; the last repeats. */
    const WAITS = [60, 300, 1800, 7200, 21600];
    /** Another process that sends the same message meanwhile does no harm, but no good either. */
    const CLAIM_SECONDS = 120;
    const MARK_DAYS_MAX = 400;

    private $db;
    private $prefix;

    public function __construct($db, $prefix)
    {
        $this->db = $db;
        $this->prefix = $prefix . 'centuple_';
    }

    public function create($engine)
    {
        return $this->db->execute('CREATE TABLE IF NOT EXISTS `' . $this->prefix . 'mark` (
                `id_cart` INT UNSIGNED NOT NULL PRIMARY KEY,
                `marks` VARCHAR(700) NOT NULL,
                `noted_at` INT UNSIGNED NOT NULL
            ) ENGINE=' . $engine)
            && $this->db->execute('CREATE TABLE IF NOT EXISTS `' . $this->prefix . 'message` (
                `id_order` INT UNSIGNED NOT NULL,
                `name` VARCHAR(40) NOT NULL,
                `message_id` VARCHAR(64) NOT NULL,
                `body` MEDIUMTEXT NOT NULL,
                `attempts` INT UNSIGNED NOT NULL DEFAULT 0,
                `due_at` INT UNSIGNED NOT NULL,
                `sent_at` INT UNSIGNED NOT NULL DEFAULT 0,
                `answer` INT UNSIGNED NOT NULL DEFAULT 0,
                PRIMARY KEY (`id_order`, `name`)
            ) ENGINE=' . $engine);
    }

    public function drop()
    {
        return $this->db->execute('DROP TABLE IF EXISTS `' . $this->prefix . 'mark`')
            && $this->db->execute('DROP TABLE IF EXISTS `' . $this->prefix . 'message`');
    }

    /** What a cart's visitor came by; an empty text forgets it. */
    public function note($idCart, $marks, $now)
    {
        if ($this->marks($idCart) === $marks) {
            return;
        }
        if ($marks === '') {
            $this->db->execute('DELETE FROM `' . $this->prefix . 'mark` WHERE `id_cart` = ' . (int) $idCart);
            return;
        }
        $this->db->execute('REPLACE INTO `' . $this->prefix . 'mark` (`id_cart`, `marks`, `noted_at`) VALUES ('
            . (int) $idCart . ', \'' . pSQL($marks) . '\', ' . (int) $now . ')');
    }

    public function marks($idCart)
    {
        return (string) $this->db->getValue('SELECT `marks` FROM `' . $this->prefix . 'mark` WHERE `id_cart` = '
            . (int) $idCart);
    }

    /** The snapshot of an order that was put here last; null where the order was never reported. */
    public function lastSnapshot($idOrder)
    {
        $last = null;
        foreach ($this->messages('`id_order` = ' . (int) $idOrder . ' AND `name` LIKE \'snapshot-%\'') as $row) {
            $fact = json_decode($row['body'], true)['data'];
            $last = $last === null || $fact['version'] > $last['version'] ? $fact : $last;
        }
        return $last;
    }

    /** Puts a fact in, once for each name. Returns whether it was new. */
    public function put($idOrder, $name, array $fact, $now)
    {
        $body = json_encode(['type' => 'order.fact', 'timestamp' => gmdate('Y-m-d\TH:i:s\Z', $now), 'data' => $fact],
            JSON_UNESCAPED_SLASHES);
        $this->db->execute('INSERT IGNORE INTO `' . $this->prefix . 'message`'
            . ' (`id_order`, `name`, `message_id`, `body`, `due_at`) VALUES (' . (int) $idOrder . ', \'' . pSQL($name)
            . '\', \'msg_' . bin2hex(random_bytes(16)) . '\', \'' . pSQL($body, true) . '\', ' . (int) $now . ')');
        return $this->db->Affected_Rows() > 0;
    }

    /**
     * Sends what is due.
     *
     * @param callable $send takes message id and body, returns the status of the answer
     * @return int how many were taken
     */
    public function deliver(callable $send, $now, $countMax)
    {
        $taken = 0;
        $due = $this->messages('`sent_at` = 0 AND `due_at` <= ' . (int) $now, $countMax);
        foreach ($due as $row) {
            $one = ' WHERE `id_order` = ' . (int) $row['id_order'] . ' AND `name` = \'' . pSQL($row['name']) . '\'';
            $this->db->execute('UPDATE `' . $this->prefix . 'message` SET `due_at` = '
                . (int) ($now + self::CLAIM_SECONDS) . $one . ' AND `due_at` = ' . (int) $row['due_at']);
            if ($this->db->Affected_Rows() < 1) {
                continue;
            }
            $status = $send($row['message_id'], $row['body']);
            $wait = self::WAITS[min((int) $row['attempts'], count(self::WAITS) - 1)];
            $isTaken = $status >= 200 && $status < 300;
            $this->db->execute('UPDATE `' . $this->prefix . 'message` SET `attempts` = `attempts` + 1, `answer` = '
                . (int) $status . ', ' . ($isTaken ? '`sent_at` = ' . (int) $now : '`due_at` = ' . (int) ($now + $wait))
                . $one);
            $taken += $isTaken ? 1 : 0;
            if ($status === 0 || $status === 429 || $status >= 500) {
                break; // the exchange is away: the others would meet the same
            }
        }
        return $taken;
    }

    /** How many wait, and the answer that the one tried last had (0: none). */
    public function waiting()
    {
        $row = $this->db->getRow('SELECT COUNT(*) AS `count`, MAX(`attempts`) AS `attempts`, MAX(`answer`) AS `answer`'
            . ' FROM `' . $this->prefix . 'message` WHERE `sent_at` = 0');
        return ['count' => (int) $row['count'], 'attempts' => (int) $row['attempts'], 'answer' => (int) $row['answer']];
    }

    public function forgetOldMarks($now)
    {
        $this->db->execute('DELETE FROM `' . $this->prefix . 'mark` WHERE `noted_at` < '
            . (int) ($now - self::MARK_DAYS_MAX * 86400));
    }

    private function messages($where, $countMax = 1000)
    {
        $rows = $this->db->executeS('SELECT * FROM `' . $this->prefix . 'message` WHERE ' . $where
            . ' ORDER BY `due_at`, `id_order`, `name` LIMIT ' . (int) $countMax);
        return $rows ?: [];
    }
}
