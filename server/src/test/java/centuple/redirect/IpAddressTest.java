package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.UnknownHostException;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.250, true, false", "203.0.113.7, 203.0.114.7, false, false",
            "203.0.113.7, 203.0.113.7, true, true", "2001:db8:1:2::3, 2001:db8:1:2:ffff::9, true, true",
            "2001:db8:1:2::3, 2001:db8:1:9::3, true, false", "2001:db8:1::3, 2001:db8:2::3, false, false",
            "0.0.0.1, ::1, false, false", "10.0.0.0, 0a00::, false, false"})
    void prefixAndPersonAreWhatOneSiteAndOneHouseholdKeep(String a, String b, boolean samePrefix, boolean samePerson)
            throws UnknownHostException {
        assertThat(ip(a).prefix() == ip(b).prefix()).isEqualTo(samePrefix);
        assertThat(ip(a).person() == ip(b).person()).isEqualTo(samePerson);
    }

    @Test
    void mappedAddressesAreTheIpv4Ones() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 2, 3, 4};
        assertThat(IpAddress.of(mapped)).isEqualTo(IpAddress.of(new byte[]{1, 2, 3, 4}));
        assertThatThrownBy(() -> IpAddress.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotPrintItself() throws UnknownHostException {
        assertThat(ip("203.0.113.7").toString()).doesNotContain("203", "113");
    }

    private static IpAddress ip(String text) throws UnknownHostException {
        return IpAddress.of(InetAddress.getByName(text).getAddress());
    }
}
