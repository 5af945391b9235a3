package caravan.demo;

/**
 * As whom Amplitude takes down an event. Who signs in is another identity from then on.
 *
 * @param amplitudeId needs all of 64 bits for some
 * @param userId null before anybody signed in
 * @param deviceId null for the shop's own server
 */
record Identity(long amplitudeId, String userId, String deviceId) {
    private static final long BEYOND_DOUBLES = (1L << 53) + 1;

    /** Of whom nothing is known but the device. */
    static Identity anonymous(Dice dice, String deviceId) {
        long id = dice.oneIn(10) ? BEYOND_DOUBLES + dice.below(1L << 61) : 500_000_000_000L + dice.below(1L << 38);
        return new Identity(id, null, deviceId);
    }

    Identity on(String otherDevice) {
        return new Identity(amplitudeId, userId, otherDevice);
    }

    Identity withUserId(String other) {
        return new Identity(amplitudeId, other, deviceId);
    }

    boolean isSignedIn() {
        return userId != null;
    }
}
