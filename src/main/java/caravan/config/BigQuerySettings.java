package caravan.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where committed hours go in BigQuery, and who asks it.
 *
 * @param project has the datasets, and runs the jobs
 * @param location of datasets and jobs
 * @param dataset of the tables that the loader writes
 * @param events one row an event
 * @param properties one row an event property; empty: there is no such table
 * @param staging dataset of tables that are there for a day
 * @param objects {@code gs://bucket/prefix/}, below which BigQuery reads the store's objects itself; empty: they are uploaded
 * @param credentialsFile empty: application default credentials
 * @param endpoint empty: Google's own
 */
public record BigQuerySettings(
        String project,
        String location,
        String dataset,
        Table events,
        Optional<Table> properties,
        String staging,
        Optional<String> objects,
        Optional<Path> credentialsFile,
        Optional<URI> endpoint) {
    /** A table of the project. */
    public record Table(String dataset, String name) {
        /** As people write it. */
        @Override
        public String toString() {
            return dataset + "." + name;
        }
    }

    /** For people: where an hour is. */
    public String place() {
        return "BigQuery, " + project + "." + events;
    }

    /** Of the loader's own dataset. */
    public Table table(String name) {
        return new Table(dataset, name);
    }

    /** Whether a server of this machine stands in for Google: then nobody else is asked for credentials. */
    public boolean isLoopback() {
        return endpoint.filter(address -> Host.of(address).loopback()).isPresent();
    }
}
