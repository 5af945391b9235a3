package caravan.demo;

import java.util.List;

/** What brought a visit: referrer and campaign. Anything of it may be null. */
record Source(String referrer, String referringDomain, String utmSource, String utmMedium, String utmCampaign) {
    static final List<Source> ALL = List.of(
            new Source(null, null, null, null, null),
            new Source("https://www.google.com/", "www.google.com", null, null, null),
            new Source("https://www.google.com/", "www.google.com", "google", "cpc", "maps_dach"),
            new Source("https://duckduckgo.com/", "duckduckgo.com", null, null, null),
            new Source("https://www.reddit.com/r/hiking/", "www.reddit.com", "reddit", "social", "trail-talk"),
            new Source(null, null, "newsletter", "email", "frühling/2026 & more"));

    boolean isNewsletter() {
        return "newsletter".equals(utmSource);
    }

    /** With its question mark; empty where there is no campaign. */
    String query() {
        if (utmSource == null) {
            return "";
        }
        return "?utm_source=" + utmSource + "&utm_medium=" + utmMedium + "&utm_campaign="
                + utmCampaign.replace("ü", "%C3%BC").replace(" ", "%20").replace("&", "%26");
    }
}
