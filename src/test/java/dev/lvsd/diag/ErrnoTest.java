package dev.lvsd.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrnoTest {
  static Stream<Field> constants() {
    return Arrays.stream(Errno.class.getFields()).filter(field -> field.getType() == int.class);
  }

  @ParameterizedTest
  @MethodSource("constants")
  void namesEveryNumberAsC(Field constant) throws IllegalAccessException {
    assertThat(Errno.name(constant.getInt(null))).isEqualTo(constant.getName());
  }

  @ParameterizedTest
  @MethodSource("constants")
  void hasATextForEveryNumber(Field constant) throws IllegalAccessException {
    assertThat(Errno.text(constant.getInt(null))).isNotBlank().doesNotStartWith("Unknown");
  }

  @Test
  void namesNumbersThatItDoesNotKnow() {
    assertThat(Errno.name(4095)).isEqualTo("errno 4095");
    assertThat(Errno.text(4095)).isEqualTo("Unknown error 4095");
  }
}
