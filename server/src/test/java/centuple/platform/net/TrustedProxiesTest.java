package centuple.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.config.AddressRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.util.List;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"), AddressRange.parse("127.0.0.1")));

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"10.0.0.1; 203.0.113.9; 203.0.113.9",
            "10.0.0.1; 198.51.100.1, 203.0.113.9; 203.0.113.9", "10.0.0.1; 203.0.113.9, 10.0.0.2; 203.0.113.9",
            "10.0.0.1; 1.1.1.1, 203.0.113.9, 10.0.0.2, 127.0.0.1; 203.0.113.9", "10.0.0.1; 10.0.0.7; 10.0.0.7",
            "10.0.0.1; -; 10.0.0.1", "10.0.0.1; ''; 10.0.0.1", "10.0.0.1; unknown; 10.0.0.1",
            "10.0.0.1; 203.0.113.9, evil; 10.0.0.1", "10.0.0.1; 203.0.113.9:4711; 203.0.113.9",
            "fd00::1; [2001:db8::5]:443; 2001:db8::5", "fd00::1; 2001:db8::5; 2001:db8::5",
            "10.0.0.1; ::ffff:203.0.113.9; 203.0.113.9", "10.0.0.1; example.org; 10.0.0.1",
            "10.0.0.1; [203.0.113.9; 10.0.0.1"}, delimiter = ';')
    void theVisitorIsTheFirstAddressFromTheRightThatIsNotOurs(String peer, String header, String visitor) {
        assertThat(proxies.visitor(InetAddress.ofLiteral(peer), header))
                .isEqualTo(InetAddress.ofLiteral(visitor));
    }
}
