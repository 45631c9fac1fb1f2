package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

class ClickValuesTest {

    @Test
    void aClickIdHasOnePublicForm() {
        ClickId id = new ClickId(0x00ff_0000_0000_0001L, -2);
        assertThat(id).hasToString("clk_00ff000000000001fffffffe");
        assertThat(ClickId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clk_", "clk_00FF000000000001fffffffe", "clk_00ff000000000001fffffff",
            "ord_00ff000000000001fffffffe", "clk_00ff000000000001fffffffe0", "clk_00ff00000000000+fffffffe"})
    void otherFormsOfAClickIdAreRefused(String text) {
        assertThatThrownBy(() -> ClickId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hopsKeepTheOriginAndTheLatestTwo() {
        Hops hops = Hops.NONE.then(7).then(8).then(9);
        assertThat(hops).isEqualTo(Hops.of(7, 8, 9));
        assertThat(hops.then(10)).isEqualTo(Hops.of(7, 9, 10));
        assertThat(hops.contains(8)).isTrue();
        assertThat(hops.then(10).contains(8)).isFalse();
        assertThat(Hops.NONE.contains(0)).isFalse();
        assertThat(Hops.of(7, 8).get(1)).isEqualTo(8);
        assertThatThrownBy(() -> Hops.of(7, 8).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Hops.of(1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hops(1, 1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codesAreStableAndNoTwoClassesShareOne() {
        Set<Integer> codes = new HashSet<>();
        for (VisitClass visitClass : VisitClass.values()) {
            assertThat(codes.add(visitClass.code())).isTrue();
            assertThat(VisitClass.ofCode(visitClass.code())).isEqualTo(visitClass);
        }
        for (Device device : Device.values()) {
            assertThat(Device.ofCode(device.code())).isEqualTo(device);
        }
        assertThatThrownBy(() -> VisitClass.ofCode(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Device.ofCode(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "a b", "é", "a.b", "="})
    void aSubIdCannotHoldAnAddress(String text) {
        assertThat(SubIds.isMark(text)).isFalse();
        assertThatThrownBy(() -> new SubIds(text, "", "", "", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "F", "FRA", "F1"})
    void aCountryIsTwoCapitals(String country) {
        assertThatThrownBy(() -> new Visit(VisitClass.COUNTED, Device.UNKNOWN, country))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
