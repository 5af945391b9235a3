package caravan.snowflake;

import caravan.config.S3Keys;
import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import caravan.warehouse.WarehouseRefused;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be there in Snowflake and at AWS before an hour can be loaded: part by part, each with no more rights than it needs. */
public final class SnowflakeSetup {
    private final SnowflakeSettings settings;
    private final S3Keys bucket;
    private final String prefix;
    private final List<String> models;
    private final boolean onSchedule;

    /**
     * @param prefix of the store
     * @param models statements that make silver and gold
     * @param onSchedule whether tasks run by the clock; else what is loaded wakes them
     */
    public SnowflakeSetup(
            SnowflakeSettings settings, S3Keys bucket, String prefix, List<String> models, boolean onSchedule) {
        this.settings = settings;
        this.bucket = bucket;
        this.prefix = prefix;
        this.models = List.copyOf(models);
        this.onSchedule = onSchedule;
    }

    /** All of it, as a worksheet of Snowflake takes it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        List<SetupPart> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(parts.get(i).text(i + 1));
        }
        return text.toString();
    }

    /** What stands in its statements for a person to fill in, each once. */
    public Set<String> open() {
        return parts().stream()
                .flatMap(part -> part.statements().stream())
                .flatMap(SetupPart::open)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<SetupPart> parts() {
        return List.of(
                people(),
                places(),
                new BucketParts(settings, bucket, prefix).part(),
                bronze(),
                silverAndGold(),
                new TaskParts(settings, refresher(), onSchedule).part());
    }

    private SetupPart people() {
        List<String> words = new ArrayList<>(List.of(
                "A user who loads, by key pair, and the two roles: one loads, one refreshes silver and gold. Neither can do the other's.",
                "The key pair, where there is none yet (the passphrase is asked for; without: -nocrypt instead of -v2 aes256):",
                "  openssl genrsa 2048 | openssl pkcs8 -topk8 -v2 aes256 -out rsa_key.p8 && chmod 600 rsa_key.p8",
                "  caravan.snowflake.private-key-file=rsa_key.p8, caravan.snowflake.private-key-passphrase-file=..."));
        return new SetupPart(
                "User and roles",
                words,
                List.of(
                        "use role securityadmin",
                        "create role if not exists " + settings.role(),
                        "create role if not exists " + refresher(),
                        "grant role " + settings.role() + " to role sysadmin",
                        "grant role " + refresher() + " to role sysadmin",
                        "create user if not exists " + user() + " type = service default_role = " + settings.role()
                                + " default_warehouse = " + settings.warehouse(),
                        "alter user " + user() + " set rsa_public_key = '" + publicKey() + "'",
                        "grant role " + settings.role() + " to user " + user()));
    }

    private String user() {
        return "\"" + settings.user().toUpperCase(Locale.ROOT) + "\"";
    }

    private String refresher() {
        return settings.role() + "_REFRESH";
    }

    /** No secret; where the private key is not here, a person fills it in. */
    private String publicKey() {
        if (settings.privateKey().isEmpty()) {
            return "<public-key>";
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(SigningKey.of(settings).open().getEncoded());
        } catch (WarehouseRefused e) {
            return "<public-key>";
        }
    }

    private SetupPart places() {
        String database = settings.database();
        Stream<String> schemas = Stream.of(settings.schema(), "INTERMEDIATE", "SILVER", "GOLD")
                .map(schema -> "create schema if not exists " + database + "." + schema + " with managed access");
        Stream<String> grants = Stream.of(settings.role(), refresher())
                .flatMap(role -> Stream.of(
                        "grant usage on warehouse " + settings.warehouse() + " to role " + role,
                        "grant usage on database " + database + " to role " + role,
                        "grant usage on schema " + database + "." + settings.schema() + " to role " + role));
        Stream<String> own = Stream.of("INTERMEDIATE", "SILVER", "GOLD")
                .flatMap(schema -> Stream.of(
                        "grant usage, create table, create view, create procedure, create function, create task on schema "
                                + database + "." + schema + " to role " + refresher()));
        return new SetupPart(
                "Warehouse, database and schemas",
                List.of(
                        "The smallest virtual warehouse, which sleeps a minute after its last statement: only while it is awake it costs."),
                Stream.of(
                                Stream.of(
                                        "use role sysadmin",
                                        "create warehouse if not exists " + settings.warehouse()
                                                + " warehouse_size = xsmall auto_suspend = 60 auto_resume = true initially_suspended = true",
                                        "create database if not exists " + database),
                                schemas,
                                grants,
                                own)
                        .flatMap(all -> all)
                        .toList());
    }

    private SetupPart bronze() {
        boolean piped = settings.load() == Load.SNOWPIPE;
        List<String> statements = new ArrayList<>(List.of(
                "use role sysadmin",
                "use warehouse " + settings.warehouse(),
                "use schema " + settings.database() + "." + settings.schema()));
        statements.addAll(BronzeTables.statements(settings.load(), prefix));
        statements.add("-- What a load leaves for the tasks below.\n"
                + "create stream if not exists new_loads on table loads append_only = true show_initial_rows = true");
        if (piped) {
            statements.add("create pipe if not exists " + settings.pipe() + " auto_ingest = false as\n"
                    + "copy into piped (file, line, text)\n"
                    + "from (select metadata$filename, metadata$file_row_number, $1 from @" + settings.stage() + ")\n"
                    + "file_format = (format_name = '" + Lines.FORMAT + "')");
        }
        statements.addAll(new LoaderRights(settings, refresher()).statements());
        return new SetupPart(
                "Bronze",
                piped
                        ? WHY_NO_AUTO_INGEST
                        : List.of(
                                "The tables that Caravan loads into, hour by hour, and what each role may do with them."),
                statements);
    }

    private static final List<String> WHY_NO_AUTO_INGEST = List.of(
            "The pipe is told of files by Caravan, after an hour's commit; auto_ingest stays false, and no notification of the bucket leads here.",
            "Why: below events/ lie also files that no record names (of a landing that broke off, or lost a race), and for a day two revisions of an",
            "hour side by side. A pipe that takes whatever appears would count their events twice, and a file once taken is not taken back.",
            "",
            "What the pipe brings lies in piped; the views events and rejected show the files that the records name, and nothing else.",
            "Those of older revisions can be deleted from piped once they are two weeks old: until then the pipe remembers having read them.");

    private SetupPart silverAndGold() {
        List<String> statements = new ArrayList<>(List.of(
                "use role accountadmin",
                "grant execute task on account to role " + refresher(),
                "grant role " + refresher() + " to role accountadmin",
                "use role " + refresher(),
                "use warehouse " + settings.warehouse(),
                "use database " + settings.database()));
        statements.addAll(BronzeTables.script("components.sql"));
        statements.addAll(models);
        return new SetupPart(
                "Silver and gold",
                List.of(
                        "Made of the models in dbt/, the same that run on the embedded warehouse: tables with a procedure each, views for what is small.",
                        "call intermediate.refresh() brings all of them up to date, in one transaction. After a change of a model: this part again, then",
                        "  delete from " + settings.schema().toLowerCase(Locale.ROOT)
                                + ".refreshes; call intermediate.refresh()   -- everything anew"),
                statements);
    }

    /** For a person, where the stage is by role: the policy that names what Snowflake said of itself. */
    static Optional<List<String>> trust(List<String> user, List<String> externalId) {
        return user.isEmpty() || externalId.isEmpty()
                ? Optional.empty()
                : Optional.of(LakePolicies.trust(user.get(0), externalId.get(0)));
    }
}
