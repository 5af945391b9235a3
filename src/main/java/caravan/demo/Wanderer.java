package caravan.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How people walk through the site. Wherever they are, a few meet an error, search, go back or click in vain; at {@link
 * Page#SHIPPING} most do.
 */
final class Wanderer {
    private final Dice dice;
    private final Person person;
    private final Walk walk;

    /** Whom the visitor turns out to be, one after the other, as they sign in. */
    private final Deque<Identity> revelations;

    private boolean gone;

    private Wanderer(Dice dice, Person person, Walk walk, Deque<Identity> revelations) {
        this.dice = dice;
        this.person = person;
        this.walk = walk;
        this.revelations = revelations;
    }

    /** @param day in days since 1970 */
    static Walk walk(Dice dice, Person person, Source source, long day) {
        Identity usual = person.on(day);
        Page entry = dice.oneIn(2) ? Page.HOME : dice.pick(Page.CONTENT);
        Deque<Identity> revelations = new ArrayDeque<>();
        // With a browser that nobody has seen yet, and that may itself be met as two before somebody signs in.
        boolean fresh = usual.isSignedIn() && dice.oneIn(10);
        if (fresh) {
            String deviceId = dice.uuid();
            for (int unknown = dice.oneIn(3) ? 2 : 1; unknown > 0; unknown--) {
                revelations.add(Identity.anonymous(dice, deviceId));
            }
            revelations.add(usual.on(deviceId));
        }
        Walk walk = new Walk(dice, fresh ? revelations.poll() : usual, entry);
        if (usual.isSignedIn() && !fresh) {
            walk.identify(person.isMerged(day) ? person.anonymous() : null);
        }
        new Wanderer(dice, person, walk, revelations).wander(source);
        return walk;
    }

    private void wander(Source source) {
        walk.view(walk.page(), 20, 200);
        // Readers of the newsletter sign up more often, and people on a telephone less.
        int odds = (source.isNewsletter() ? 3 : 8) * (person.device().isMobile() ? 2 : 1);
        boolean buying = dice.oneIn(odds);
        for (int views = dice.below(6); views >= 0 && !gone; views--) {
            look();
            if (!gone && !revelations.isEmpty()) {
                walk.becomes(revelations.poll());
            }
            if (!gone && views > 0) {
                walk.view(dice.pick(Page.CONTENT), 3_000, 80_000);
            }
        }
        if (buying && !gone) {
            if (person.isCustomer() || dice.oneIn(2)) {
                checkOut();
            } else {
                signUp();
            }
        }
        while (!gone && !revelations.isEmpty()) {
            walk.becomes(revelations.poll());
        }
        walk.end();
    }

    private void look() {
        walk.click();
        int kind = dice.below(120);
        if (kind < 2) {
            walk.rage("See \"all\" maps");
        } else if (kind < 4) {
            walk.error();
            gone = dice.oneIn(4);
        } else if (kind < 12) {
            walk.search();
            gone = dice.oneIn(8);
        } else if (kind < 14) {
            flee(walk.page(), dice.pick(Page.CONTENT));
        } else if (kind == 14) {
            walk.insist("See \"all\" maps");
        } else if (kind == 15) {
            walk.error();
            walk.clickLater();
            gone = true;
        }
    }

    private void signUp() {
        walk.view(Page.SIGNUP, 3_000, 40_000);
        walk.startForm();
        if (!dice.oneIn(8)) {
            walk.submitForm();
        }
    }

    private void checkOut() {
        walk.view(Page.CHECKOUT, 3_000, 40_000);
        walk.startForm();
        walk.submitForm();
        ship();
        if (!gone) {
            walk.order();
        }
    }

    private void ship() {
        if (dice.oneIn(2)) {
            flee(Page.CHECKOUT, Page.SHIPPING);
            walk.view(Page.HELP, 3_000, 30_000);
            flee(Page.HELP, Page.SHIPPING);
            walk.view(Page.PRICING, 3_000, 30_000);
        }
        walk.view(Page.SHIPPING, 3_000, 30_000);
        walk.startForm();
        if (dice.oneIn(2)) {
            walk.rage("Continue to payment");
        }
        gone = !dice.oneIn(4);
        if (!gone) {
            walk.submitForm();
        } else if (dice.oneIn(2)) {
            walk.error();
        } else if (dice.oneIn(2)) {
            walk.search();
        }
    }

    /** From a page to another one and back, within a minute. */
    private void flee(Page from, Page to) {
        if (!from.equals(to)) {
            walk.view(to, 3_000, 15_000);
            walk.view(from, 3_000, 25_000);
        }
    }
}
