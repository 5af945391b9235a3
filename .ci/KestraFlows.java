import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads flows with Kestra's own parser, which knows every property of its own tasks and refuses any other; and each {{…}} with the
 * template engine that Kestra uses. By reflection: Kestra's classes are of a newer Java than the compiler here.
 */
public final class KestraFlows {
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{.*?}}");

    private KestraFlows() {}

    public static void main(String[] files) throws Exception {
        Class<?> flow = Class.forName("io.kestra.core.models.flows.Flow");
        Class.forName("io.kestra.core.plugins.DefaultPluginRegistry").getMethod("getOrCreate").invoke(null);
        var parse = Class.forName("io.kestra.core.serializers.YamlParser").getMethod("parse", String.class, Class.class);
        Class<?> builder = Class.forName("io.pebbletemplates.pebble.PebbleEngine$Builder");
        Object engine = builder.getMethod("build").invoke(builder.getConstructor().newInstance());
        var template = engine.getClass().getMethod("getLiteralTemplate", String.class);
        for (String file : files) {
            String text = Files.readString(Path.of(file));
            Object parsed = parse.invoke(null, text, flow);
            int expressions = 0;
            for (Matcher found = EXPRESSION.matcher(text); found.find(); expressions++) {
                template.invoke(engine, found.group());
            }
            System.out.println("parsed " + flow.getMethod("getId").invoke(parsed) + ", " + expressions + " expressions");
        }
    }
}
