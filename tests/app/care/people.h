// tests/app/care/people.h: the day of these tests, and people with ids that are easily told apart.
#pragma once
#include <string>
#include <utility>

#include "app/care/person.h"

namespace care {

inline const Date kToday{2026, 11, 22};  // a Sunday

inline record::RecordId an_id(int number) {
  record::RecordId id;
  id.bytes[0] = 1;
  id.bytes[14] = uint8_t(number >> 8);
  id.bytes[15] = uint8_t(number);
  return id;
}

inline Person a_person(int number, std::string given, std::string family) {
  Person person;
  person.id = an_id(number);
  person.given = std::move(given);
  person.family = std::move(family);
  return person;
}

}  // namespace care
