package caravan.demo;

/**
 * The company that a user works for.
 *
 * @param company its name; where only the address tells, the address's domain
 * @param source one of {@link #GROUP}, {@link #USER_PROPERTY} and {@link #EMAIL_DOMAIN}
 */
public record Affiliation(String company, String source) {
    public static final String GROUP = "group";
    public static final String USER_PROPERTY = "user property";
    public static final String EMAIL_DOMAIN = "e-mail domain";
}
