<?php

/** A few lines in place of a test framework: named cases, equality, and an exchange to talk to. */
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    if (error_reporting() & $level) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
});

class Checks
{
    public static $passed = 0;
    public static $failed = 0;

    public static function equal($expected, $actual, $about = '')
    {
        if ($expected !== $actual) {
            throw new Exception($about . ' expected ' . json_encode($expected) . ' but was ' . json_encode($actual));
        }
    }

    public static function run(array $cases)
    {
        foreach ($cases as $name => $case) {
            try {
                $case();
                ++self::$passed;
            } catch (Throwable $e) {
                ++self::$failed;
                echo 'FAILED ' . $name . ': ' . $e->getMessage() . "\n  " . basename($e->getFile()) . ':'
                    . $e->getLine() . "\n  " . implode("\n  ", array_slice(explode("\n", $e->getTraceAsString()), 0, 4)) . "\n";
            }
        }
        echo self::$passed . ' passed, ' . self::$failed . " failed\n";
        exit(self::$failed === 0 && self::$passed > 0 ? 0 : 1);
    }
}

class Exchange
{
    public $port;
    private $folder;
    private $process;

    public function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/centuple-exchange-' . bin2hex(random_bytes(6));
        mkdir($this->folder);
        file_put_contents($this->folder . '/got', '');
        $this->answer(202);
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr(strrchr(stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        register_shutdown_function([$this, 'close']);
    }

    public function start()
    {
        $this->process = proc_open([PHP_BINARY, '-S', '127.0.0.1:' . $this->port, __DIR__ . '/exchange.php'],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes, null,
            ['CENTUPLE_TEST_FOLDER' => $this->folder]);
        for ($i = 0; $i < 500 && !($socket = @stream_socket_client('tcp://127.0.0.1:' . $this->port)); ++$i) {
            usleep(20000);
        }
        fclose($socket);
    }

    public function stop()
    {
        if ($this->process) {
            proc_terminate($this->process);
            proc_close($this->process);
            $this->process = null;
        }
    }

    public function answer($status)
    {
        file_put_contents($this->folder . '/status', (string) $status);
    }

    /** What it got since it was asked last: path, headers, body. */
    public function got()
    {
        $lines = file($this->folder . '/got', FILE_IGNORE_NEW_LINES);
        file_put_contents($this->folder . '/got', '');
        return array_map(function ($line) {
            $one = json_decode($line, true);
            $one['body'] = base64_decode($one['body']);
            return $one;
        }, $lines);
    }

    public function close()
    {
        $this->stop();
        array_map('unlink', glob($this->folder . '/*'));
        @rmdir($this->folder);
    }
}
