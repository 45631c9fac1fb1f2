<?php

/** As much of PrestaShop as the module touches, written for its test. The database is SQLite in memory. */
define('_PS_VERSION_', '8.2.0');
define('_DB_PREFIX_', 'ps_');
define('_MYSQL_ENGINE_', 'InnoDB');
define('_PS_ROOT_DIR_', sys_get_temp_dir());

function pSQL($text, $htmlOk = false)
{
    return str_replace("'", "''", $htmlOk ? $text : strip_tags($text));
}

class Db
{
    private static $instance;
    private $pdo;
    private $affected = 0;
    public $isAway = false;

    public static function getInstance()
    {
        return self::$instance = self::$instance ?: new Db();
    }

    public function __construct()
    {
        $this->pdo = new PDO('sqlite::memory:', null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    private function query($sql)
    {
        if ($this->isAway) {
            throw new PDOException('the database is away for secrete@example.org: ' . $sql);
        }
        $lite = str_replace(['INSERT IGNORE', ' ENGINE=InnoDB', 'INT UNSIGNED', 'MEDIUMTEXT'],
            ['INSERT OR IGNORE', '', 'INTEGER', 'TEXT'], $sql);
        return $this->pdo->query($lite);
    }

    public function execute($sql)
    {
        $this->affected = $this->query($sql)->rowCount();
        return true;
    }

    public function executeS($sql)
    {
        return $this->query($sql)->fetchAll(PDO::FETCH_ASSOC);
    }

    public function getRow($sql)
    {
        return $this->query($sql)->fetch(PDO::FETCH_ASSOC);
    }

    public function getValue($sql)
    {
        return $this->query($sql)->fetchColumn();
    }

    public function Affected_Rows()
    {
        return $this->affected;
    }
}

class Configuration
{
    public static $values = ['PS_OS_CANCELED' => 6, 'PS_OS_REFUND' => 7, 'PS_OS_ERROR' => 8];

    public static function get($key)
    {
        return isset(self::$values[$key]) ? self::$values[$key] : false;
    }

    public static function updateValue($key, $value)
    {
        self::$values[$key] = $value;
        return true;
    }

    public static function deleteByName($key)
    {
        unset(self::$values[$key]);
        return true;
    }
}

class PrestaShopLogger
{
    public static $lines = [];

    public static function addLog($message, $severity = 1)
    {
        self::$lines[] = $message;
    }
}

class FrontController
{
    public $scripts = [];

    public function registerJavascript($id, $path, $options)
    {
        $this->scripts[$id] = [$path, $options];
    }
}

class AdminController
{
    public static $currentIndex = 'index.php?controller=AdminModules';
}

class ModuleFrontController extends FrontController
{
    public $module;
}

class Link
{
    public function getModuleLink($module, $controller, $parameters)
    {
        return 'https://shop.example/module/' . $module . '/' . $controller . '?' . http_build_query($parameters);
    }
}

class Context
{
    private static $instance;
    public $controller;
    public $cookie;
    public $cart;
    public $link;

    public static function getContext()
    {
        if (!self::$instance) {
            self::$instance = new Context();
            self::$instance->controller = new FrontController();
            self::$instance->cookie = new stdClass();
            self::$instance->link = new Link();
        }
        return self::$instance;
    }
}

class Module
{
    public $name;
    public $tab;
    public $version;
    public $author;
    public $need_instance;
    public $bootstrap;
    public $ps_versions_compliancy;
    public $displayName;
    public $description;
    public $hooks = [];
    protected $context;

    public function __construct()
    {
        $this->context = Context::getContext();
    }

    public function install()
    {
        return true;
    }

    public function uninstall()
    {
        return true;
    }

    public function registerHook($names)
    {
        $this->hooks = $names;
        return true;
    }

    public function l($text)
    {
        return $text;
    }

    public function displayError($text)
    {
        return '<error>' . $text . '</error>';
    }

    public function displayConfirmation($text)
    {
        return '<ok>' . $text . '</ok>';
    }

    public function displayWarning($text)
    {
        return '<warning>' . $text . '</warning>';
    }
}

class Media
{
    public static $definitions = [];

    public static function addJsDef($definitions)
    {
        self::$definitions = $definitions;
    }
}

class Tools
{
    public static $values = [];

    public static function isSubmit($name)
    {
        return isset(self::$values[$name]);
    }

    public static function getValue($name)
    {
        return isset(self::$values[$name]) ? self::$values[$name] : false;
    }

    public static function getAdminTokenLite($tab)
    {
        return 'admin-token';
    }
}

class HelperForm
{
    public $module;
    public $submit_action;
    public $currentIndex;
    public $token;
    public $fields_value = [];

    public function generateForm($forms)
    {
        return '<form>' . json_encode([$forms, $this->fields_value]) . '</form>';
    }
}

class OrderState
{
    public $id;
    public $paid;

    public function __construct($id)
    {
        $this->id = $id;
        $this->paid = in_array($id, [2, 3, 4, 5], true);
    }
}

class Currency
{
    public static $codes = [1 => 'EUR', 2 => 'JPY', 3 => 'KWD'];
    public $iso_code;

    public function __construct($id)
    {
        $this->iso_code = self::$codes[$id];
    }
}

class CartRule
{
    public static $codes = [];
    public $code;

    public function __construct($id)
    {
        $this->code = isset(self::$codes[$id]) ? self::$codes[$id] : '';
    }
}

class Order
{
    public static $all = [];
    public $id;
    public $reference = 'XKBKNABJK';
    public $id_cart = 0;
    public $id_customer = 9;
    public $id_currency = 1;
    public $current_state = 1;
    public $date_add = '2026-11-23 08:00:00';
    public $total_shipping_tax_excl = '0.000000';
    public $total_shipping_tax_incl = '0.000000';
    public $details = [];
    public $rules = [];

    /** What the customer is called and where they live: it must never leave the shop. */
    public $customer_note = 'Ring at Madame Secrète, 12 rue des Lilas, secrete@example.org';

    public function __construct($id)
    {
        $this->id = $id;
        if (isset(self::$all[$id])) {
            foreach (get_object_vars(self::$all[$id]) as $name => $value) {
                $this->$name = $value;
            }
        }
    }

    public function getProductsDetail()
    {
        return $this->details;
    }

    public function getCartRules()
    {
        return $this->rules;
    }
}

class OrderSlip
{
    public static $slips = [];
    public static $details = [];

    public static function getOrdersSlip($idCustomer, $idOrder)
    {
        return array_values(array_filter(self::$slips, function ($slip) use ($idOrder) {
            return $slip['id_order'] === $idOrder;
        }));
    }

    public static function getOrdersSlipDetail($idSlip)
    {
        return isset(self::$details[$idSlip]) ? self::$details[$idSlip] : [];
    }
}
