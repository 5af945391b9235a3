package caravan.demo;

import java.util.List;

/**
 * A visitor, the same whenever and wherever met: everything follows from the seed and the number.
 *
 * @param amplitudeId needs all of 64 bits for some
 * @param userId null for who never signed up
 * @param company null for who is of none
 * @param clockSkew microseconds by which the device's clock is ahead
 * @param created microseconds since 1970
 */
record Person(
        int number,
        long amplitudeId,
        String deviceId,
        String userId,
        String company,
        Place place,
        Device device,
        Source first,
        long clockSkew,
        long created,
        String address) {
    private static final long SECOND = 1_000_000;
    private static final long BORN = 1_640_995_200 * SECOND;
    private static final long BEYOND_DOUBLES = (1L << 53) + 1;
    private static final List<String> COMPANIES =
            List.of("Gipfel & Söhne GmbH", "Northface Rentals Ltd", "株式会社やまみち", "Trail \"Mix\" Inc.", "Fjell AS");

    static Person of(long seed, int number) {
        Dice dice = Dice.of(seed, number, "person".hashCode());
        long amplitudeId =
                dice.oneIn(10) ? BEYOND_DOUBLES + dice.below(1L << 61) : 500_000_000_000L + dice.below(1L << 38);
        String company = dice.oneIn(3) ? dice.pick(COMPANIES) : null;
        boolean known = company != null || dice.oneIn(4);
        return new Person(
                number,
                amplitudeId,
                dice.uuid(),
                known ? "walker-" + number + "@wayfarer.example" : null,
                company,
                dice.pick(Place.ALL),
                dice.pick(Device.ALL),
                dice.pick(Source.ALL),
                dice.oneIn(5) ? dice.between(-600, 600) * SECOND : dice.between(-900, 900) * 1000,
                BORN + dice.below(100_000_000) * SECOND,
                "198.51.100." + dice.below(256));
    }

    boolean isCustomer() {
        return userId != null && number % 3 == 0;
    }
}
