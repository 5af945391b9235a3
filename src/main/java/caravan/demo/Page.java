package caravan.demo;

import java.util.List;

/** A page of the site: Wayfarer, which sells hiking maps. */
record Page(String path, String title) {
    static final String DOMAIN = "www.wayfarer.example";

    static final Page HOME = new Page("/", "Wayfarer – maps for people who walk");
    static final Page PRICING = new Page("/pricing", "Pricing | Wayfarer");
    static final Page SIGNUP = new Page("/signup", "Start walking 🥾 | Wayfarer");
    static final Page CHECKOUT = new Page("/checkout", "Checkout | Wayfarer");

    /** Where people get confused, far more than anywhere else. */
    static final Page SHIPPING = new Page("/checkout/shipping", "Shipping | Wayfarer");

    static final Page HELP = new Page("/help/offline-maps", "Maps without a signal | Wayfarer");

    static final List<Page> CONTENT = List.of(
            HOME,
            PRICING,
            new Page("/maps/alps", "The Alps, from hut to hut | Wayfarer"),
            new Page("/maps/highlands", "Scotland's Highlands | Wayfarer"),
            new Page("/maps/日本アルプス", "日本アルプス | Wayfarer"),
            new Page("/blog/what-to-pack", "What to pack, and what “light” means | Wayfarer"),
            new Page("/blog/first-aid", "First aid <on the trail> & off it | Wayfarer"),
            HELP);

    String url() {
        return "https://" + DOMAIN + path;
    }
}
