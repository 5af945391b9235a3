package caravan.cli;

/** What exit codes mean, as {@code --help} of a command lists those that it may end with. */
final class Codes {
    static final String USAGE = "64:the command line is wrong";
    static final String BUG = "70:a fault of Caravan itself";
    static final String DISK = "74:the local disk, or the folder of the file store";
    static final String STORE_AWAY = "75:the store is away; the same command later helps";
    static final String LEDGER_UNREADABLE = "65:an object of the ledger cannot be read: a person is needed";
    static final String STORE_REFUSED = "77:refused by the store or the ledger";
    static final String REFUSED = "77:refused by Amplitude, the store or the ledger";
    static final String CONFIGURATION = "78:the configuration is wrong";
    static final String ROUTES = "78:the configuration or a route is wrong";
    static final String STOPPED = "130, 143:stopped";
    static final String WAREHOUSE_FAULT = "65:DuckDB cannot read the warehouse, or has no room: a person is needed";
    static final String WAREHOUSE_HELD = "75:another process writes the warehouse; the same command later helps";
    static final String WAREHOUSE_MISSING = "78:the configuration is wrong, or there is no warehouse yet";

    private Codes() {}
}
