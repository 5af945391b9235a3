package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.driver.Driver;
import java.io.IOException;
import java.util.Optional;

/** What a request to BigQuery proves itself with. A token lives in memory for as long as it is good. */
final class Tokens {
    private final BigQuerySettings settings;
    private GoogleAccount account;

    Tokens(BigQuerySettings settings) {
        this.settings = settings;
    }

    /**
     * Empty where a server of this machine stands in for Google and no file is named: then nobody is asked for a token, least of all
     * the metadata server of a cloud machine.
     *
     * @throws caravan.warehouse.WarehouseAway where it cannot be had now
     * @throws caravan.warehouse.WarehouseRefused where there is no credential, or one that is not good
     * @throws caravan.driver.DriverMissing where Google's library is not here
     */
    Optional<String> current() throws IOException {
        return settings.isLoopback() && settings.credentialsFile().isEmpty()
                ? Optional.empty()
                : Optional.of(account().token());
    }

    private synchronized GoogleAccount account() throws IOException {
        if (account == null) {
            Driver.BIGQUERY.require();
            account = new GoogleAccount(settings);
        }
        return account;
    }

    /** The server did not take it: the next one is asked for anew, from a file that may be another by now. */
    synchronized void forget() {
        account = null;
    }
}
