// Package shapes recognises tables that councils publish in a known form: spend
// over £500, logs of information requests, contract registers, gender pay gap,
// population and answers of surveys. It looks at the names of the columns and at
// their values, never at names alone, so that a file that merely sounds like one
// is left to the general rules. What is drawn of a shape is for widgets to say.
//
//	found, ok := shapes.Recognise(t)
//	if ok && found.Shape == shapes.Spend {
//		fmt.Println(found.Column["payee"]) // Supplier Name
//	}
package shapes
