package caravan.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import software.amazon.awssdk.services.s3.S3Client;

/** One of routes/stores, running as it is in the repository, with a redelivery of three more tries at once. */
final class StoreRoute implements AutoCloseable {
    private final Main main = new Main();

    StoreRoute(String name, Map<String, Object> beans, Map<String, String> properties) throws Exception {
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern("file:routes/stores/" + name + ".camel.yaml");
        main.configure().addRoutesBuilder(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration("on-failure")
                        .onException(Throwable.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(0);
            }
        });
        beans.forEach(main::bind);
        properties.forEach(main::addInitialProperty);
        main.start();
    }

    static StoreRoute s3(S3Client client, String prefix, String bucket, int multipartAbove) throws Exception {
        return s3(client, new KnownSums(), prefix, bucket, multipartAbove);
    }

    static StoreRoute s3(S3Client client, KnownSums sums, String prefix, String bucket, int multipartAbove)
            throws Exception {
        return new StoreRoute(
                "s3",
                Map.of("s3Client", client, "knownSums", sums),
                Map.of(
                        "caravan.store.prefix", prefix,
                        "caravan.s3.bucket", bucket,
                        "caravan.s3.multipart-above", Integer.toString(multipartAbove)));
    }

    static StoreRoute gcs(GcsStore store, KnownSums sums) throws Exception {
        return new StoreRoute("gcs", Map.of("store", store, "knownSums", sums), Map.of());
    }

    ModelCamelContext context() {
        return (ModelCamelContext) main.getCamelContext();
    }

    /** The exchange after the route; its exception, if there was one, is in it. */
    Exchange put(String key, File file, Map<String, Object> headers) {
        CamelContext context = main.getCamelContext();
        try (FluentProducerTemplate template = context.createFluentProducerTemplate()) {
            return template.to("direct:put-object")
                    .withBody(file)
                    .withVariable("key", key)
                    .withHeaders(headers)
                    .send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
