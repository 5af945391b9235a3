package caravan.demo;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.zipfile.ZipAggregationStrategy;

/**
 * Puts entry after entry into the request's archive, with camel-zipfile: under the name in {@code CamelFileName}, through
 * files, in the request's own folder. Ours is only that an entry's file goes as soon as it is in: camel-zipfile deletes
 * nothing of a request that failed, and the folder is swept as a whole.
 */
final class Packing implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange archive, Exchange entry) {
        File packed = entry.getMessage().getBody(Path.class).toFile();
        entry.getMessage().setBody(packed);
        Exchange result = zip(entry).aggregate(archive, entry);
        packed.delete();
        return result;
    }

    private static ZipAggregationStrategy zip(Exchange entry) {
        ZipAggregationStrategy zip = new ZipAggregationStrategy(true, true, true);
        zip.setFilePrefix("archive-");
        zip.setParentDir(entry.getProperty("bench", Path.class).toFile());
        return zip;
    }
}
