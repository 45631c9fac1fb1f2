<?php

/** Decimal amounts as whole minor units, without passing through binary fractions. */
class CentupleMoney
{
    /** ISO 4217: digits behind the point of the currencies that do not have two. */
    const DIGITS = [
        'BIF' => 0, 'CLP' => 0, 'DJF' => 0, 'GNF' => 0, 'ISK' => 0, 'JPY' => 0, 'KMF' => 0, 'KRW' => 0, 'PYG' => 0,
        'RWF' => 0, 'UGX' => 0, 'UYI' => 0, 'VND' => 0, 'VUV' => 0, 'XAF' => 0, 'XOF' => 0, 'XPF' => 0,
        'BHD' => 3, 'IQD' => 3, 'JOD' => 3, 'KWD' => 3, 'LYD' => 3, 'OMR' => 3, 'TND' => 3, 'CLF' => 4, 'UYW' => 4,
    ];

    /** Minor units of an amount of the shop (a decimal with up to six digits behind the point), half up, never negative. */
    public static function minor($amount, $currency)
    {
        $millionths = (int) str_replace('.', '', sprintf('%.6F', $amount));
        $digits = isset(self::DIGITS[$currency]) ? self::DIGITS[$currency] : 2;
        $unit = 10 ** (6 - $digits);
        return max(0, intdiv($millionths + intdiv($unit, 2), $unit));
    }

    /** part * amount / whole, rounded half up. */
    public static function share($part, $amount, $whole)
    {
        return $whole > 0 ? (int) round($part * $amount / $whole) : 0;
    }
}
