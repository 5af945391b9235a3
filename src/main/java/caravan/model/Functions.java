package caravan.model;

import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** The functions of dbt that templates call: Jinjava wants them static, so that each asks the scope of whatever is being rendered. */
final class Functions {
    private Functions() {}

    static Stream<ELFunctionDefinition> all() {
        return Arrays.stream(Functions.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers())
                        && !method.getName().equals("all"))
                .map(Functions::definition);
    }

    private static ELFunctionDefinition definition(Method method) {
        method.setAccessible(true);
        return new ELFunctionDefinition("", method.getName(), method);
    }

    static Object config(Object... arguments) {
        return Scope.current().configured(arguments);
    }

    static Object ref(Object... arguments) {
        return Scope.current().ref(arguments);
    }

    static Object source(Object... arguments) {
        return Scope.current().source(arguments);
    }

    static Object var(Object... arguments) {
        return Scope.current().var(arguments);
    }

    /** Spelt as templates do. */
    static boolean is_incremental() {
        return Scope.current().incremental();
    }
}
