package caravan.demo;

import java.util.List;

/** What a person visits with, as Amplitude's libraries report it. */
record Device(
        String platform,
        String osName,
        String osVersion,
        String family,
        String type,
        String manufacturer,
        String brand,
        String model,
        String library) {
    private static final String WEB = "amplitude-ts/2.19.0";

    static final List<Device> ALL = List.of(
            new Device("Web", "Chrome", "141", "Windows", "Windows", null, null, null, WEB),
            new Device("Web", "Firefox", "144", "Linux", "Linux", null, null, null, WEB),
            new Device("Web", "Safari", "18", "Mac OS X", "Apple Mac", "Apple", null, null, WEB),
            new Device("Web", "Chrome Mobile", "141", "Android", "Pixel 9", "Google", null, "Pixel 9", WEB),
            new Device(
                    "iOS",
                    "ios",
                    "18.5",
                    "Apple iPhone",
                    "Apple iPhone 16",
                    "Apple",
                    "Apple",
                    "iPhone17,3",
                    "amplitude-swift/1.14.0"),
            new Device(
                    "Android",
                    "android",
                    "15",
                    "Samsung",
                    "Samsung Galaxy S24",
                    "samsung",
                    "samsung",
                    "SM-S921B",
                    "amplitude-analytics-android/1.21.3"));

    /** Not a person's device: the shop's own server, whose events are in no session. */
    static final Device SERVER = new Device(null, null, null, null, null, null, null, null, "http/2.0");

    boolean isMobile() {
        return "iOS".equals(platform) || "Android".equals(platform);
    }

    boolean isServer() {
        return this == SERVER;
    }
}
