package caravan.demo;

import java.util.List;
import java.util.Optional;

/**
 * For whom a person works, in the up to three places where events tell it. They may contradict each other.
 *
 * @param group of the event's {@code groups}; null for none
 * @param property of the event's {@code user_properties}; null for none
 * @param domain of the e-mail address that is the user's id; null where the id is no address
 */
record Employer(String group, String property, String domain) {
    /** Whose customers are anybody. */
    static final List<String> FREE_MAIL = List.of("gmail.com", "outlook.com", "yahoo.com", "gmx.de");

    private static final List<String> NAMES =
            List.of("Gipfel & Söhne GmbH", "Northface Rentals Ltd", "株式会社やまみち", "Trail \"Mix\" Inc.", "Fjell AS");
    private static final List<String> DOMAINS = List.of(
            "gipfel.example", "northface-rentals.example", "yamamichi.test", "trailmix.example", "fjell.example");

    static Employer draw(Dice dice) {
        int company = dice.below(NAMES.size());
        int other = (company + 1) % NAMES.size();
        String name = NAMES.get(company);
        String domain = DOMAINS.get(company);
        int kind = dice.below(16);
        if (kind < 4) {
            return new Employer(name, null, domain);
        }
        if (kind < 7) {
            return new Employer(null, name, dice.pick(FREE_MAIL));
        }
        if (kind < 10) {
            return new Employer(null, null, domain);
        }
        if (kind == 10) {
            return new Employer(name, NAMES.get(other), DOMAINS.get((other + 1) % NAMES.size()));
        }
        return new Employer(null, null, kind < 14 ? dice.pick(FREE_MAIL) : null);
    }

    /** The company and how it is known: the group counts before the property, and that before the address. */
    Optional<Affiliation> affiliation() {
        if (group != null) {
            return Optional.of(new Affiliation(group, Affiliation.GROUP));
        }
        if (property != null) {
            return Optional.of(new Affiliation(property, Affiliation.USER_PROPERTY));
        }
        return Optional.ofNullable(domain)
                .filter(name -> !FREE_MAIL.contains(name))
                .map(name -> new Affiliation(name, Affiliation.EMAIL_DOMAIN));
    }

    /** More than one place names a company, and not the same one. */
    boolean isContradictory() {
        return group != null && property != null && !group.equals(property);
    }
}
