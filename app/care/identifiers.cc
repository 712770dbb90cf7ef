#include "app/care/identifiers.h"

#include "platform/base/ascii.h"
#include "platform/base/utf8.h"

namespace care {

namespace {

// Spaces of any width, hyphens and dashes, dots, and marks nobody sees that come along when a number is pasted.
bool is_padding(uint32_t c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '-' || c == '.' || c == 0xA0 || c == 0xFEFF) return true;
  return (c >= 0x2000 && c <= 0x2015) || (c >= 0x202A && c <= 0x202F) || (c >= 0x2060 && c <= 0x2069);
}

// What is left without padding; false when something is left that is neither a digit nor a letter.
bool squeeze(std::string_view typed, std::string& out) {
  bool plain = true;
  for (size_t at = 0; at < typed.size();) {
    const base::CodePoint c = base::decode_at(typed, at);
    at += c.bytes;
    if (is_padding(c.value)) continue;
    plain = plain && c.value < 0x80 && (base::is_digit(char(c.value)) || base::is_letter(char(c.value)));
    base::append_utf8(out, c.value);
  }
  return plain;
}

bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!base::is_digit(c)) return false;
  return true;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = char(c - 32);
  return text;
}

// The shape of a full postcode, spaces gone: one or two letters, a digit, perhaps a digit or letter, then digit letter letter.
bool has_postcode_shape(std::string_view text) {
  if (text.size() < 5 || text.size() > 7) return false;
  const std::string_view inward = text.substr(text.size() - 3), outward = text.substr(0, text.size() - 3);
  if (!base::is_digit(inward[0]) || !base::is_letter(inward[1]) || !base::is_letter(inward[2]) || !base::is_letter(outward[0])) return false;
  const size_t letters = base::is_letter(outward[1]) ? 2 : 1;
  if (letters == outward.size() || !base::is_digit(outward[letters])) return false;
  if (outward.size() == letters + 1) return true;
  return outward.size() == letters + 2 && (base::is_digit(outward[letters + 1]) || base::is_letter(outward[letters + 1]));
}

}  // namespace

int nhs_check_digit(std::string_view nine) {
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += (nine[i] - '0') * (10 - int(i));
  const int check = 11 - sum % 11;
  return check == 11 ? 0 : check == 10 ? -1 : check;
}

std::string nhs_digits(std::string_view typed) {
  std::string squeezed;
  return squeeze(typed, squeezed) && all_digits(squeezed) ? squeezed : std::string(typed);
}

NhsCheck check_nhs_number(std::string_view typed) {
  const std::string digits = nhs_digits(typed);
  if (digits.empty()) return NhsCheck::Empty;
  if (digits.size() != 10 || !all_digits(digits)) return NhsCheck::NotTenDigits;
  if (digits == "0000000000") return NhsCheck::NoSuchNumber;
  const int check = nhs_check_digit(digits);
  if (check < 0) return NhsCheck::NoSuchNumber;
  return digits[9] == '0' + check ? NhsCheck::Valid : NhsCheck::WrongCheckDigit;
}

std::string show_nhs_number(std::string_view stored) {
  const std::string digits = nhs_digits(stored);
  if (digits.size() != 10 || !all_digits(digits)) return std::string(stored);
  return digits.substr(0, 3) + ' ' + digits.substr(3, 3) + ' ' + digits.substr(6);
}

bool is_synthetic_nhs_number(std::string_view stored) { return nhs_digits(stored).starts_with("999"); }

bool is_postcode(std::string_view typed) {
  std::string squeezed;
  return squeeze(typed, squeezed) && has_postcode_shape(squeezed);
}

std::string show_postcode(std::string_view typed) {
  std::string squeezed;
  if (!squeeze(typed, squeezed) || !has_postcode_shape(squeezed)) return std::string(typed);
  squeezed = upper(squeezed);
  return squeezed.substr(0, squeezed.size() - 3) + ' ' + squeezed.substr(squeezed.size() - 3);
}

bool is_uprn(std::string_view typed) {
  std::string squeezed;
  return squeeze(typed, squeezed) && all_digits(squeezed) && !squeezed.empty() && squeezed.size() <= 12 && squeezed[0] != '0';
}

namespace {

// The digits of a phone number with its leading +, or empty when there is anything else in it.
std::string phone_digits(std::string_view typed) {
  std::string kept, squeezed;
  for (const char c : typed)
    if (c != '(' && c != ')') kept += c;
  const bool abroad = kept.starts_with("+");
  if (!squeeze(std::string_view(kept).substr(abroad ? 1 : 0), squeezed) || !all_digits(squeezed)) return {};
  return abroad ? '+' + squeezed : squeezed;
}

}  // namespace

bool is_phone(std::string_view typed) {
  const std::string digits = phone_digits(typed);
  const size_t count = digits.size() - (digits.starts_with("+") ? 1 : 0);
  return !digits.empty() && count >= 9 && count <= 15;
}

std::string show_phone(std::string_view typed) {
  std::string digits = phone_digits(typed);
  std::string lead;
  if (digits.starts_with("+44")) {
    lead = "+44 ";
    digits = '0' + digits.substr(3);
  }
  if (digits.size() != 11 || digits[0] != '0') return std::string(typed);
  const size_t skip = lead.empty() ? 0 : 1;
  if (digits[1] == '2') return lead + digits.substr(skip, 3 - skip) + ' ' + digits.substr(3, 4) + ' ' + digits.substr(7);
  return lead + digits.substr(skip, 5 - skip) + ' ' + digits.substr(5);
}

bool is_social_work_registration(std::string_view typed) {
  std::string squeezed;
  if (!squeeze(typed, squeezed)) return false;
  squeezed = upper(squeezed);
  return squeezed.size() > 2 && squeezed.starts_with("SW") && all_digits(std::string_view(squeezed).substr(2));
}

}  // namespace care
