<?php

/** Sells two pairs to a partner's visitor and takes one back, against a real exchange: sell.php HOOK SECRET TOKEN */
date_default_timezone_set('UTC');
error_reporting(E_ALL);
require __DIR__ . '/stubs.php';
require __DIR__ . '/../centuple/centuple.php';

list(, $hook, $secret, $token) = $argv;
list($url, $shop) = explode('/hooks/prestashop/', $hook);
$module = new Centuple();
$module->install();
Configuration::updateValue('CENTUPLE_URL', $url);
Configuration::updateValue('CENTUPLE_SHOP', $shop);
Configuration::updateValue('CENTUPLE_SECRET', $secret);
Tools::$values = ['testCentuple' => 1];
echo strstr($module->getContent(), '<form>', true), "\n";

$_COOKIE['centuple'] = $token . '.' . base_convert(intdiv(time(), 60), 10, 36);
Context::getContext()->cart = (object) ['id' => 7];
$module->hookActionCartSave();
$order = new Order(1);
$order->id_cart = 7;
$order->date_add = date('Y-m-d H:i:s');
$order->details = [['id_order_detail' => '11', 'product_quantity' => '2', 'id_category_default' => '3',
    'total_price_tax_incl' => '120.000000', 'total_price_tax_excl' => '100.000000']];
Order::$all[1] = $order;
$module->hookActionValidateOrder(['order' => $order, 'orderStatus' => new OrderState(2)]);
$module->hookActionOrderStatusPostUpdate(['id_order' => 1, 'newOrderStatus' => new OrderState(2)]);
OrderSlip::$slips[] = ['id_order_slip' => '4', 'id_order' => 1, 'amount' => '60.000000',
    'total_products_tax_excl' => '50.000000', 'total_products_tax_incl' => '60.000000'];
OrderSlip::$details[4] = [['id_order_detail' => '11', 'product_quantity' => '1', 'amount_tax_excl' => '50.000000']];
$module->hookActionOrderSlipAdd(['order' => $order]);
echo $module->deliver(), " taken\n";
echo implode("\n", PrestaShopLogger::$lines);
