<?php

/** Sends what waits for the exchange, when called with the key of the settings page. */
class CentupleCronModuleFrontController extends ModuleFrontController
{
    public function display()
    {
        $key = (string) Configuration::get('CENTUPLE_CRON');
        header('Content-Type: text/plain');
        header('Cache-Control: no-store');
        if ($key === '' || !hash_equals($key, (string) Tools::getValue('key'))) {
            http_response_code(404);
            echo "not found\n";
            return;
        }
        echo $this->module->deliver() . " sent\n";
    }
}
