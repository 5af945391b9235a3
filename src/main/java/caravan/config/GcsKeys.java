package caravan.config;

import java.net.URI;
import java.util.Optional;

/**
 * The bucket of Google Cloud Storage and how it is reached.
 *
 * @param project charged for the requests, where the bucket's requester pays
 * @param endpoint another server that speaks its JSON API, or an address of Google's own network; empty: Google
 * @param credentials the JSON of a service account or a workload identity; empty: application default credentials
 */
public record GcsKeys(String bucket, Optional<String> project, Optional<URI> endpoint, Optional<Secret> credentials) {}
