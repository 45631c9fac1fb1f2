package centuple.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
            "10.0.0.0/8,      10.255.1.2,       true",
            "10.0.0.0/8,      11.0.0.0,         false",
            "192.168.4.0/22,  192.168.7.255,    true",
            "192.168.4.0/22,  192.168.8.0,      false",
            "127.0.0.1,       127.0.0.1,        true",
            "127.0.0.1,       127.0.0.2,        false",
            "0.0.0.0/0,       203.0.113.9,      true",
            "0.0.0.0/0,       ::1,              false",
            "fd00::/8,        fdff::1,          true",
            "fd00::/8,        fe00::1,          false",
            "::1,             ::1,              true",
            "10.0.0.0/8,      ::ffff:10.1.2.3,  true"})
    void containsWhatSharesThePrefix(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "example.org/8", "::1/129",
            ""})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
