<?php

/**
 * An exchange for the tests of PHP connectors, run by "php -S". Writes down what it got, and answers what the file
 * "status" beside the notes says.
 */
$folder = getenv('CENTUPLE_TEST_FOLDER');
$headers = array_change_key_case(getallheaders());
file_put_contents($folder . '/got', json_encode([
    'path' => $_SERVER['REQUEST_URI'],
    'method' => $_SERVER['REQUEST_METHOD'],
    'headers' => $headers,
    'body' => base64_encode(file_get_contents('php://input')),
]) . "\n", FILE_APPEND);
http_response_code((int) file_get_contents($folder . '/status'));
if (file_get_contents($folder . '/status') === '302') {
    header('Location: /elsewhere');
}
