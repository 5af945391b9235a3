package caravan.cli;

import caravan.config.Project;
import caravan.config.Region;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether keys that one region refuses work in the other: right keys in the wrong region are the commonest mistake, and Amplitude
 * refuses both alike. Asks only hosts that are Amplitude's own.
 *
 * @param regions the base of the Export API by the name of its region
 */
record OtherRegion(Map<String, URI> regions, Duration firstByte) {
    static OtherRegion ofAmplitude(Duration firstByte) {
        Map<String, URI> regions = new LinkedHashMap<>();
        for (Region region : Region.values()) {
            regions.put(region.toString(), region.url());
        }
        return new OtherRegion(regions, firstByte);
    }

    /** One cheap request for each other region; empty where the project's URL is of none, so that nothing is known. */
    Optional<String> words(Project refused) {
        if (!regions.containsValue(refused.url())) {
            return Optional.empty();
        }
        return regions.entrySet().stream()
                .filter(region -> !region.getValue().equals(refused.url()))
                .map(region -> words(refused, region.getKey(), region.getValue()))
                .findFirst();
    }

    private String words(Project refused, String region, URI url) {
        Reach.Finding there =
                Reach.of(new Project(refused.name(), refused.apiKey(), refused.secretKey(), url), firstByte);
        if (there.good()) {
            return "the same keys work in region " + region + ": set caravan.amplitude.region=" + region
                    + " (AMP_REGION; of several projects caravan.projects." + refused.name() + ".region)";
        }
        return "in region " + region + " the same keys do not work either (" + there.words() + ")";
    }
}
