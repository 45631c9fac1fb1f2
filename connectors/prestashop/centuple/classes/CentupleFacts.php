<?php

/**
 * Orders and credit slips of PrestaShop as facts in the format of the exchange (docs/reference/orders.md). Pure: rows in,
 * arrays out. Nothing of the customer is read.
 */
class CentupleFacts
{
    const REFERENCE = '/^[A-Za-z0-9._:#\/-]{1,64}$/';
    const COUPONS_MAX = 20;

    /**
     * An order as it stands. Lines are as sold: credit slips are facts of their own.
     *
     * @param array $order id, currency, placed_at (unix time), shipping_excl, shipping_incl
     * @param string $status placed, paid or cancelled
     * @param array $details rows of order_detail
     * @param array $rules rows of order_cart_rule, each with the code of its rule
     * @param array $marks fields of the order that name the partner
     */
    public static function snapshot(array $order, $status, array $details, array $rules, array $marks)
    {
        $currency = $order['currency'];
        $lines = [];
        $goods = 0;
        foreach ($details as $detail) {
            $gross = CentupleMoney::minor($detail['total_price_tax_incl'], $currency);
            $net = min($gross, CentupleMoney::minor($detail['total_price_tax_excl'], $currency));
            $line = ['reference' => (string) (int) $detail['id_order_detail']];
            if (!empty($detail['id_category_default'])) {
                $line['category'] = (string) (int) $detail['id_category_default'];
            }
            $line['quantity'] = max(1, (int) $detail['product_quantity']);
            $lines[] = $line + ['amount_minor' => $gross, 'tax_minor' => $gross - $net];
            $goods += $net;
        }
        $fact = [
            'type' => 'snapshot',
            'reference' => (string) $order['id'],
        ] + self::number($order) + [
            'status' => $status,
            'currency' => $currency,
            'placed_at' => gmdate('Y-m-d\TH:i:s\Z', $order['placed_at']),
            'lines' => $lines,
            'discount_minor' => min($goods, self::discount($order, $rules)),
            'shipping_minor' => CentupleMoney::minor($order['shipping_incl'], $currency),
        ];
        $coupons = self::coupons($rules);
        return $fact + $marks + ($coupons ? ['coupons' => $coupons] : []);
    }

    /** What the customer was told: the reference, which all orders of one cart share. */
    private static function number(array $order)
    {
        $number = isset($order['number']) ? $order['number'] : '';
        return preg_match(self::REFERENCE, $number) ? ['number' => $number] : [];
    }

    /** Discounts on goods, without tax. PrestaShop counts free shipping as a discount as well; here it is none. */
    private static function discount(array $order, array $rules)
    {
        $discount = 0.0;
        $freeShipping = false;
        foreach ($rules as $rule) {
            $discount += (float) $rule['value_tax_excl'];
            $freeShipping = $freeShipping || !empty($rule['free_shipping']);
        }
        return CentupleMoney::minor($discount - ($freeShipping ? (float) $order['shipping_excl'] : 0), $order['currency']);
    }

    private static function coupons(array $rules)
    {
        $codes = [];
        foreach ($rules as $rule) {
            $code = isset($rule['code']) ? (string) $rule['code'] : '';
            if (preg_match(self::REFERENCE, $code)) {
                $codes[$code] = $code;
            }
        }
        return array_slice(array_values($codes), 0, self::COUPONS_MAX);
    }

    /**
     * A credit slip, measured by the lines that were reported: units where their price was given back whole, else money.
     *
     * @param array $slip row of order_slip
     * @param array $details rows of order_slip_detail
     * @param array $reported the snapshot that was reported last
     * @return array|null nothing where no goods were given back, as for shipping alone
     */
    public static function refund(array $slip, array $details, array $reported)
    {
        $currency = $reported['currency'];
        $known = array_column($reported['lines'], null, 'reference');
        $lines = [];
        foreach ($details as $detail) {
            $reference = (string) (int) $detail['id_order_detail'];
            $units = (int) $detail['product_quantity'];
            if ($units < 1 || !isset($known[$reference])) {
                continue;
            }
            $line = $known[$reference];
            $units = min($units, $line['quantity']);
            $worth = CentupleMoney::share($units, $line['amount_minor'] - $line['tax_minor'], $line['quantity']);
            $given = CentupleMoney::minor($detail['amount_tax_excl'], $currency);
            // One minor unit for each: the shop rounds the price of a unit, we round that of a line.
            $lines[] = $given + $units >= $worth
                ? ['line' => $reference, 'quantity' => $units]
                : ['line' => $reference, 'amount_minor' => $given];
        }
        $fact = [
            'type' => 'refund',
            'reference' => $reported['reference'],
            'refund_reference' => 'slip-' . (int) $slip['id_order_slip'],
            'currency' => $currency,
        ];
        $net = CentupleMoney::minor($slip['total_products_tax_excl'], $currency);
        $chosen = self::chosen($slip, $currency);
        if ($chosen !== null && $chosen < $net) {
            return $chosen > 0 ? $fact + ['amount_minor' => $chosen] : null;
        }
        if ($lines) {
            return $fact + ['lines' => $lines];
        }
        return $net > 0 ? $fact + ['amount_minor' => $net] : null;
    }

    /** A sum that the shop chose instead of the price of the units, brought to what it is without tax. */
    private static function chosen(array $slip, $currency)
    {
        $amount = CentupleMoney::minor($slip['amount'], $currency);
        $net = CentupleMoney::minor($slip['total_products_tax_excl'], $currency);
        $gross = CentupleMoney::minor($slip['total_products_tax_incl'], $currency);
        return $amount > 0 && $amount < min($net, $gross) ? CentupleMoney::share($amount, $net, $gross) : null;
    }
}
