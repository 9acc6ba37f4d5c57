package handlers

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"luoshi/language"
	"luoshi/models"
)

// Form fills and checks form from the body, whether form fields or JSON. Its
// fields carry json, form, binding and, for messages, label tags.
func (r *Request) Form(form any) error {
	err := r.read(form)
	for _, typed := range r.Context.Request.PostForm {
		if !utf8.ValidString(strings.Join(typed, "")) {
			return models.Fail(models.Invalid, "提交的内容中有无法识别的字符，请重新输入后再提交。")
		}
	}
	var wrong validator.ValidationErrors
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return formError(form, wrong)
	}
	return formFault(err)
}

// read fills and checks form from a body of JSON, or else from the fields of a form
// and the address, in plain texts either way. No other kind of body is read.
func (r *Request) read(form any) error {
	request := r.Context.Request
	if request.Method != http.MethodGet && r.ContentType() == binding.MIMEJSON {
		if err := json.NewDecoder(request.Body).Decode(form); err != nil {
			return err
		}
		plainTexts(reflect.ValueOf(form))
		return binding.Validator.ValidateStruct(form)
	}
	if err := request.ParseMultipartForm(uploadLimit); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	plainFields(request.PostForm)
	plainFields(request.Form)
	if request.MultipartForm == nil {
		return binding.Form.Bind(request, form)
	}
	plainFields(request.MultipartForm.Value)
	return binding.FormMultipart.Bind(request, form)
}

// formFault says of a form that could not be read what whoever sent it can mend.
func formFault(err error) error {
	if strings.Contains(err.Error(), "request body too large") {
		return err
	}
	return models.Fail(models.Invalid, "提交的内容无法识别，请检查格式：日期写作 2022-06-15，数字不带单位。")
}

// OptionalForm is Form for a body that may be left out.
func (r *Request) OptionalForm(form any) error {
	if r.Context.Request.ContentLength == 0 {
		return nil
	}
	return r.Form(form)
}

// formError says, field by field, what is wrong with a form.
func formError(form any, wrong validator.ValidationErrors) error {
	fields := models.FieldErrors{}
	for _, w := range wrong {
		name, label := namesOf(form, w.StructField())
		switch w.Tag() {
		case "required":
			fields.Add(name, "请填写%s", label)
		case "max":
			fields.Add(name, limits["max"][w.Kind() == reflect.String], label, w.Param())
		case "min":
			fields.Add(name, limits["min"][w.Kind() == reflect.String], label, w.Param())
		case "oneof":
			fields.Add(name, "%s只能是：%s", label, language.Join("、", strings.Fields(w.Param())))
		default:
			fields.Add(name, "%s填写有误", label)
		}
	}
	return fields.Err("有内容需要修改：%s", fields)
}

// limits are the words for a text, or else a number, beyond its bounds.
var limits = map[string]map[bool]string{
	"max": {true: "%s不能超过%s个字", false: "%s不能超过%s"},
	"min": {true: "%s不能少于%s个字", false: "%s不能少于%s"},
}

// namesOf finds a form field's name in JSON and its label in Chinese.
func namesOf(form any, field string) (name string, label language.Word) {
	f, ok := reflect.TypeOf(form).Elem().FieldByName(field)
	if !ok {
		return field, language.Word(field)
	}
	name, _, _ = strings.Cut(f.Tag.Get("json"), ",")
	return name, language.Word(cmp.Or(f.Tag.Get("label"), name))
}
