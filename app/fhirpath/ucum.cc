#include "app/fhirpath/ucum.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "platform/base/check.h"

namespace fhirpath {
namespace {

constexpr Int128 kPartLimit = Int128(10'000'000'000'000'000'000ull);
constexpr int kDepthMax = 24;

Int128 greatest_common(Int128 a, Int128 b) {
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

void strip_tens(Int128& value, int& exponent, int step) {
  while (value % 10 == 0 && value != 0) {
    value /= 10;
    exponent += step;
  }
}

Ratio reduced(Int128 numerator, Int128 denominator, int exponent) {
  strip_tens(numerator, exponent, 1);
  strip_tens(denominator, exponent, -1);
  const Int128 common = greatest_common(numerator, denominator);
  if (common > 1) {
    numerator /= common;
    denominator /= common;
  }
  for (; numerator >= kPartLimit; ++exponent) numerator = (numerator + 5) / 10;
  for (; denominator >= kPartLimit; --exponent) denominator = (denominator + 5) / 10;
  return Ratio{numerator, denominator, exponent};
}

Ratio ratio_of(std::string_view number) {
  const size_t e = number.find('e');
  const std::optional<Decimal> mantissa = Decimal::parse(number.substr(0, e));
  int exponent = 0;
  if (e != std::string_view::npos) {
    const std::optional<Decimal> power = Decimal::parse(number.substr(e + 1));
    exponent = int(power->coefficient);
  }
  return reduced(mantissa->coefficient, 1, exponent - mantissa->scale);
}

struct Definition {
  std::string_view code;
  int metric;
  std::string_view amount;
  std::string_view of;
};
constexpr Definition kDefinitions[] = {
#include "app/fhirpath/ucum_units.inc"
};
struct Prefix {
  std::string_view code;
  int exponent;
  int64_t factor;
};
constexpr Prefix kPrefixes[] = {{"da", 1, 1},  {"Ki", 0, 1024}, {"Mi", 0, 1048576}, {"Gi", 0, 1073741824}, {"Ti", 0, 1099511627776},
                                {"Y", 24, 1},  {"Z", 21, 1},    {"E", 18, 1},       {"P", 15, 1},          {"T", 12, 1},
                                {"G", 9, 1},   {"M", 6, 1},     {"k", 3, 1},        {"h", 2, 1},           {"d", -1, 1},
                                {"c", -2, 1},  {"m", -3, 1},    {"u", -6, 1},       {"n", -9, 1},          {"p", -12, 1},
                                {"f", -15, 1}, {"a", -18, 1},   {"z", -21, 1},      {"y", -24, 1}};

struct Atom {
  Unit unit;
  bool metric = false;
};
using Atoms = std::unordered_map<std::string_view, Atom>;

Unit multiplied(const Unit& a, const Unit& b, int power) {
  Unit out = a;
  const Ratio factor = power < 0 ? inverse(b.factor) : b.factor;
  for (int i = 0; i < std::abs(power); ++i) out.factor = out.factor * factor;
  for (size_t i = 0; i < out.dimension.size(); ++i) out.dimension[i] = int16_t(out.dimension[i] + b.dimension[i] * power);
  if (b.arbitrary != 0) {
    out.arbitrary = out.arbitrary == 0 || out.arbitrary == b.arbitrary ? b.arbitrary : 255;
    out.arbitrary_power = int16_t(out.arbitrary_power + b.arbitrary_power * power);
    if (out.arbitrary_power == 0 && out.arbitrary != 255) out.arbitrary = 0;
  }
  if (b.special != SpecialUnit::None)
    out.special = power == 1 && a.special == SpecialUnit::None && a.is_unity() ? b.special : SpecialUnit::Other;
  else if (a.special != SpecialUnit::None && !b.is_unity()) out.special = SpecialUnit::Other;
  return out;
}

// term = ["/"] component { ("." | "/") component }
class Parser {
 public:
  struct Part {
    std::string_view symbol;
    int power;
    Unit unit;
  };
  Parser(std::string_view text, const Atoms& atoms, std::vector<Part>* parts) : text_(text), atoms_(atoms), parts_(parts) {}

  std::optional<Unit> whole() {
    if (text_.empty() || text_.size() > 200) return std::nullopt;
    Unit out;
    if (!term(out, 1, 0) || at_ != text_.size()) return std::nullopt;
    return out;
  }

 private:
  bool peek(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool peek_digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }

  bool term(Unit& out, int sign, int depth) {
    if (depth > kDepthMax) return false;
    int side = sign;
    if (peek('/')) {
      ++at_;
      side = -sign;
    }
    while (true) {
      if (!component(out, side, depth)) return false;
      if (peek('.')) side = sign;
      else if (peek('/')) side = -sign;
      else return true;
      ++at_;
    }
  }

  bool component(Unit& out, int sign, int depth) {
    if (peek('(')) {
      ++at_;
      if (!term(out, sign, depth + 1) || !peek(')')) return false;
      ++at_;
      return annotation();
    }
    if (peek('{')) return annotation();
    if (peek_digit() && !text_.substr(at_).starts_with("10*") && !text_.substr(at_).starts_with("10^")) return number(out, sign);
    return atom(out, sign) && (!peek('{') || annotation());
  }

  bool annotation() {
    if (!peek('{')) return true;
    const size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return false;
    at_ = close + 1;
    return true;
  }

  bool number(Unit& out, int sign) {
    const size_t start = at_;
    while (peek_digit()) ++at_;
    if (at_ - start > 18) return false;
    Unit plain;
    plain.factor = ratio_of(text_.substr(start, at_ - start));
    if (plain.factor.numerator == 0) return false;
    if (parts_ != nullptr && text_.substr(start, at_ - start) != "1") parts_->push_back({text_.substr(start, at_ - start), sign, plain});
    out = multiplied(out, plain, sign);
    return true;
  }

  bool exponent(int& power) {
    power = 1;
    const size_t start = at_;
    const bool minus = peek('-');
    if (peek('+') || peek('-')) ++at_;
    if (!peek_digit()) return at_ == start;
    int value = 0;
    while (peek_digit() && value < 100) value = value * 10 + (text_[at_++] - '0');
    power = minus ? -value : value;
    return value < 30;
  }

  std::string_view symbol() {
    const size_t start = at_;
    if (text_.substr(at_).starts_with("10*") || text_.substr(at_).starts_with("10^")) {
      at_ += 3;
      return text_.substr(start, 3);
    }
    int brackets = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '[') ++brackets;
      if (c == ']') --brackets;
      if (brackets > 0) continue;
      const bool stops =
          c == '.' || c == '/' || c == '(' || c == ')' || c == '{' || c == '}' || c == '+' || c == '-' || (c >= '0' && c <= '9');
      if (stops) break;
    }
    return text_.substr(start, at_ - start);
  }

  std::optional<Unit> simple(std::string_view name) const {
    if (const auto found = atoms_.find(name); found != atoms_.end()) return found->second.unit;
    for (const Prefix& prefix : kPrefixes) {
      if (!name.starts_with(prefix.code)) continue;
      const auto found = atoms_.find(name.substr(prefix.code.size()));
      if (found == atoms_.end() || !found->second.metric) continue;
      Unit unit = found->second.unit;
      unit.factor = unit.factor * Ratio{prefix.factor, 1, prefix.exponent};
      if (unit.special != SpecialUnit::None) unit.special = SpecialUnit::Other;
      return unit;
    }
    return std::nullopt;
  }

  bool atom(Unit& out, int sign) {
    const std::string_view name = symbol();
    const std::optional<Unit> unit = simple(name);
    int power = 1;
    if (!unit || !exponent(power)) return false;
    if (parts_ != nullptr) parts_->push_back({name, power * sign, *unit});
    out = multiplied(out, *unit, power * sign);
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  const Atoms& atoms_;
  std::vector<Part>* parts_;
};

Unit special_unit(char kind) {
  Unit unit;
  unit.special = kind == 'C'   ? SpecialUnit::Celsius
                 : kind == 'F' ? SpecialUnit::Fahrenheit
                 : kind == 'R' ? SpecialUnit::Reaumur
                               : SpecialUnit::Other;
  if (kind != 'o') unit.dimension[4] = 1;
  if (kind == 'F') unit.factor = Ratio{5, 9, 0};
  if (kind == 'R') unit.factor = Ratio{5, 4, 0};
  return unit;
}

Unit define(const Definition& definition, const Atoms& atoms) {
  const char mark = definition.of[0];
  Unit unit;
  if (mark == '$') {
    unit.dimension[size_t(definition.of[1] - '0')] = 1;
  } else if (mark == '!') {
    unit.arbitrary = uint8_t(Decimal::parse(definition.of.substr(1))->coefficient);
    unit.arbitrary_power = 1;
  } else if (mark == '~') {
    unit = special_unit(definition.of[1]);
  } else {
    const std::optional<Unit> of = Parser(definition.of, atoms, nullptr).whole();
    CHECK(of.has_value());
    unit = *of;
    unit.factor = unit.factor * ratio_of(definition.amount);
  }
  return unit;
}

// Definitions name units that stand further down, so those that do not resolve yet wait for the next round.
const Atoms& atoms() {
  static const Atoms* table = [] {
    auto* built = new Atoms;
    std::vector<const Definition*> waiting;
    for (const Definition& definition : kDefinitions) waiting.push_back(&definition);
    while (!waiting.empty()) {
      std::vector<const Definition*> next;
      for (const Definition* definition : waiting) {
        const char mark = definition->of[0];
        if (mark == '$' || mark == '!' || mark == '~' || Parser(definition->of, *built, nullptr).whole()) {
          (*built)[definition->code] = Atom{define(*definition, *built), definition->metric == 1};
        } else {
          next.push_back(definition);
        }
      }
      CHECK(next.size() < waiting.size());
      waiting.swap(next);
    }
    return built;
  }();
  return *table;
}

// Kelvin = (value + offset) * factor.
Decimal offset_of(SpecialUnit special) {
  if (special == SpecialUnit::Celsius) return Decimal{27315, 2};
  if (special == SpecialUnit::Fahrenheit) return Decimal{45967, 2};
  return Decimal{21852, 2};
}

}  // namespace

bool Unit::is_unity() const {
  return arbitrary == 0 && special == SpecialUnit::None &&
         std::all_of(dimension.begin(), dimension.end(), [](int16_t d) { return d == 0; });
}

Ratio operator*(const Ratio& a, const Ratio& b) {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator, a.exponent + b.exponent);
}
Ratio inverse(const Ratio& r) { return Ratio{r.denominator, r.numerator, -r.exponent}; }

std::optional<Decimal> scale_by(const Decimal& value, const Ratio& factor) {
  std::optional<Decimal> out = value;
  if (factor.exponent > kDigitsMax || factor.exponent < -2 * kDigitsMax) return std::nullopt;
  if (factor.numerator != 1) out = multiply(*out, Decimal{factor.numerator, 0});
  if (out && factor.exponent > 0) out = multiply(*out, Decimal{Int128(power_of_ten(factor.exponent)), 0});
  if (out && factor.denominator != 1) out = divide(*out, Decimal{factor.denominator, 0});
  for (int down = -factor.exponent; out && down > 0; down -= kDigitsMax) {
    const int step = std::min(down, kDigitsMax);
    out = multiply(*out, Decimal{1, uint8_t(step)});
  }
  return out;
}

std::optional<Unit> parse_unit(std::string_view code) { return Parser(code, atoms(), nullptr).whole(); }

std::optional<Decimal> convert(const Decimal& value, const Unit& from, const Unit& to) {
  if (!from.same_dimension(to) || from.special == SpecialUnit::Other || to.special == SpecialUnit::Other) return std::nullopt;
  std::optional<Decimal> out = value;
  if (from.special != SpecialUnit::None) out = add(*out, offset_of(from.special));
  if (out) out = scale_by(*out, from.factor * inverse(to.factor));
  if (out && to.special != SpecialUnit::None) out = subtract(*out, offset_of(to.special));
  return out;
}

std::optional<CombinedUnit> combine_units(std::string_view a, std::string_view b, bool divide) {
  std::vector<Parser::Part> parts, right;
  const std::optional<Unit> left_unit = Parser(a, atoms(), &parts).whole(), right_unit = Parser(b, atoms(), &right).whole();
  if (!left_unit || !right_unit || left_unit->special != SpecialUnit::None || right_unit->special != SpecialUnit::None) return std::nullopt;
  CombinedUnit out;
  for (Parser::Part part : right) {
    if (divide) part.power = -part.power;
    const auto same = std::find_if(parts.begin(), parts.end(), [&](const Parser::Part& p) {
      return p.symbol == part.symbol || (p.unit.same_dimension(part.unit) && !p.unit.is_unity());
    });
    if (same == parts.end()) {
      parts.push_back(part);
      continue;
    }
    const Ratio step = part.unit.factor * inverse(same->unit.factor);
    for (int i = 0; i < std::abs(part.power); ++i) out.factor = out.factor * (part.power > 0 ? step : inverse(step));
    same->power += part.power;
  }
  for (const int sign : {1, -1}) {
    for (const Parser::Part& part : parts) {
      if (part.power * sign <= 0) continue;
      if (sign < 0) out.code += '/';
      else if (!out.code.empty()) out.code += '.';
      out.code += part.symbol;
      if (std::abs(part.power) > 1) out.code += std::to_string(std::abs(part.power));
    }
  }
  if (out.code.empty()) out.code.push_back('1');
  return out;
}

}  // namespace fhirpath
