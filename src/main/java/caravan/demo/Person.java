package caravan.demo;

import java.util.List;

/**
 * A visitor, the same whenever and wherever met: everything follows from the seed, the day of the first visit and the place
 * among the newcomers of that day.
 *
 * @param day of the first visit, in days since 1970
 * @param anonymous before the first signing in
 * @param known null for who never signs up
 * @param signsUpLater on the first day nothing is known but the device
 * @param employer null for who never signs up
 * @param clockSkew microseconds by which the device's clock is ahead
 * @param created microseconds since 1970
 */
record Person(
        long number,
        long day,
        Identity anonymous,
        Identity known,
        boolean signsUpLater,
        Employer employer,
        Place place,
        Device device,
        Source first,
        long clockSkew,
        long created,
        String address) {
    private static final List<String> NAMES = List.of("anna", "bo", "chiara", "dev", "emre", "freya", "goran", "hana");

    /** @param newcomers how many the day has */
    static Person of(long seed, long day, int place, int newcomers) {
        Dice dice = Dice.of(seed, day, place, newcomers, "person".hashCode());
        Dice household = Dice.of(seed, day, place / 2, newcomers, "household".hashCode());
        long number = day * newcomers + place;
        // Two who share a device stay two.
        String deviceId = household.oneIn(8) ? household.uuid() : dice.uuid();
        Identity anonymous = Identity.anonymous(dice, deviceId);
        Employer employer = dice.oneIn(2) ? Employer.draw(dice) : null;
        Identity known = employer == null
                ? null
                : Identity.anonymous(dice, deviceId).withUserId(userId(dice.pick(NAMES), number, employer));
        return new Person(
                number,
                day,
                anonymous,
                known,
                dice.oneIn(2),
                employer,
                dice.pick(Place.ALL),
                dice.pick(Device.ALL),
                dice.pick(Source.ALL),
                dice.oneIn(5) ? dice.between(-600, 600) * Times.SECOND : dice.between(-900, 900) * Times.MILLISECOND,
                day * Times.DAY + place * 24L / newcomers * 3600 * Times.SECOND,
                "198.51.100." + dice.below(256));
    }

    private static String userId(String name, long number, Employer employer) {
        return employer.domain() == null ? "walker-" + number : name + "-" + number + "@" + employer.domain();
    }

    /** As whom a visit on this day begins. */
    Identity on(long visited) {
        return known == null || signsUpLater && visited == day ? anonymous : known;
    }

    /** On the day after the first, Amplitude finds out that it knows the device of who signs in. */
    boolean isMerged(long visited) {
        return known != null && signsUpLater && visited == day + 1;
    }

    boolean isCustomer() {
        return known != null && number % 3 == 0;
    }
}
