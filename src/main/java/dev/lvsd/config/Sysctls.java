package dev.lvsd.config;

import dev.lvsd.diag.NearestName;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.SysctlName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and values of kernel settings, checked as far as that can be done without the kernel. */
final class Sysctls {
  private static final List<String> OF_IPVS =
      IpvsSysctl.all().stream().map(IpvsSysctl::name).toList();

  private static final String FORM =
      "a name below net.ipv4.vs such as expire_nodest_conn, or a full name with dots";

  private Sysctls() {}

  static ScalarType<String> name() {
    Map<String, Object> ofIpvs = new LinkedHashMap<>();
    ofIpvs.put("type", "string");
    ofIpvs.put("enum", OF_IPVS);
    Map<String, Object> full =
        Scalars.textSchema("^[A-Za-z0-9][A-Za-z0-9_-]*([./][A-Za-z0-9_-]+)+$");
    return new ScalarType<>(FORM, true, Scalars.anyOf(List.of(ofIpvs, full)), Sysctls::known);
  }

  static ScalarType<String> value() {
    return Scalars.text(
        "a value of a kernel setting",
        "1 to 255 characters on one line",
        Scalars.looseSchema(
            "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,255}$", "string", "number", "boolean"),
        text -> !text.isEmpty() && text.length() <= 255);
  }

  /** Refuses a value that every kernel refuses. */
  static void check(String name, String value) {
    Optional<IpvsSysctl> known = ofIpvs(SysctlName.parse(name));
    if (known.isPresent() && !known.get().accepts(value)) {
      throw new BadValue(
          Text.quote(value) + " is not a value of " + known.get().name(),
          "expected " + known.get().expected());
    }
  }

  private static String known(String text) {
    SysctlName name;
    try {
      name = SysctlName.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValue(Text.quote(text) + " is not a kernel setting", "expected " + FORM);
    }
    if (!Terms.isWord(text, 255, "._-/")) {
      throw new BadValue(Text.quote(text) + " is not a kernel setting", "expected " + FORM);
    }
    if (name.isIpvs() && ofIpvs(name).isEmpty()) {
      String near = NearestName.to(name.leaf(), OF_IPVS);
      throw new BadValue(
          Text.quote(text) + " is not a kernel setting of IPVS",
          near == null ? "expected " + FORM : "did you mean '" + near + "'?");
    }
    return text;
  }

  private static Optional<IpvsSysctl> ofIpvs(SysctlName name) {
    return name.isIpvs() ? IpvsSysctl.find(name.leaf()) : Optional.empty();
  }
}
