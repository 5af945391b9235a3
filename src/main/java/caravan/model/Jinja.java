package caravan.model;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import java.util.List;

/** Renders templates as dbt's Jinja does: with Jinjava, told to keep to Python's ways where it has its own. */
final class Jinja {
    static final JinjavaConfig CONFIG = JinjavaConfig.newBuilder()
            .withFailOnUnknownTokens(true)
            // Else what a template gives would be rendered again.
            .withNestedInterpretationEnabled(false)
            .withMaxOutputSize(0)
            .withLegacyOverrides(LegacyOverrides.newBuilder()
                    .withEvaluateMapKeys(true)
                    .withIterateOverMapKeys(true)
                    .withUsePyishObjectMapper(true)
                    .withUseNaturalOperatorPrecedence(true)
                    .withKeepNullableLoopValues(true)
                    .build())
            .build();

    private final Jinjava jinjava = new Jinjava(CONFIG);
    private final List<Template> macros;

    /** @param macros seen by every template */
    Jinja(List<Template> macros) {
        this.macros = List.copyOf(macros);
        Functions.all().forEach(jinjava.getGlobalContext()::registerFunction);
    }

    /** The text that comes of a template; what is wrong becomes a problem of the scope. */
    String render(Template template, Scope scope) {
        try (var current = JinjavaInterpreter.closeablePushCurrent(jinjava.newInterpreter())
                .get()) {
            JinjavaInterpreter interpreter = current.value();
            interpreter.getContext().putAll(scope.values());
            macros.forEach(file -> interpreter.render(file.text()));
            String text = interpreter.render(template.text());
            interpreter.getErrorsCopy().stream().map(Jinja::words).forEach(scope.problems()::add);
            return text;
        } catch (InterpretException e) {
            scope.problems().add("cannot be rendered: " + e.getMessage());
            return "";
        }
    }

    private static String words(TemplateError error) {
        return "cannot be rendered: " + error.getMessage() + " (line " + error.getLineno() + ")";
    }
}
