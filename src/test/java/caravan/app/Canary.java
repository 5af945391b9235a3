package caravan.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Keys that look different in each form that they may be printed in. */
final class Canary {
    static final String API_KEY = "cAnary+K/ey?=&%41";
    static final String SECRET_KEY = "cAnary+S/ecret\"?=&%42";
    static final String S3_ACCESS_KEY = "cAnaryS3Access";
    static final String S3_SECRET_KEY = "cAnary+S3/secret=&%43";
    static final String S3_TOKEN = "cAnary+S3/token=&%44";

    /** The path of a webhook. */
    static final String WEBHOOK = "cAnary/webhook/x%45";

    static final String HTTP_TOKEN = "cAnary+H/ttp-token=45";

    private static final List<String> ALL =
            List.of(API_KEY, SECRET_KEY, S3_ACCESS_KEY, S3_SECRET_KEY, S3_TOKEN, WEBHOOK, HTTP_TOKEN);

    private Canary() {}

    /** As Amplitude is told. */
    static String basic() {
        return "Basic " + base64(API_KEY + ":" + SECRET_KEY);
    }

    /** Plain and URL-encoded begin alike; in Base64 a text has three forms, by where it begins. */
    static List<String> forms() {
        return ALL.stream()
                .flatMap(key -> Stream.of(
                        key,
                        URLEncoder.encode(key, StandardCharsets.UTF_8),
                        key.substring(0, 7),
                        base64(key).substring(0, 12),
                        base64("x" + key).substring(4, 16),
                        base64("xx" + key).substring(4, 16)))
                .distinct()
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
