package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/parquetfile"
	"figurehead/datasets/records"
	"figurehead/datasets/work"
)

// ParquetJob is the name of the job of a child process that reads a Parquet file.
const ParquetJob = "parquet"

// readParquet reads a file in a child process: its library was not made for
// files of strangers.
func readParquet(ctx context.Context, raw []byte, q records.Request) (records.Table, error) {
	order, err := json.Marshal(q)
	if err != nil {
		return records.Table{}, fmt.Errorf("read Parquet: %w", err)
	}
	if len(raw) > parquetfile.MaxFileBytes {
		return parquetfile.Read(raw, q) // says so
	}
	result, err := work.Run(ctx, ParquetJob, append(order, '\n'), raw)
	if errors.Is(err, work.ErrBroken) && ctx.Err() == nil {
		return records.Table{}, datasets.Problem{Message: "The Parquet file could not be read within 30 seconds and 512 MB of memory.",
			Suggestion: "Ask the publisher for CSV, or for a smaller extract."}
	}
	if err != nil {
		return records.Table{}, err
	}
	said, text, found := bytes.Cut(result, []byte("\n"))
	var t records.Table
	if err := json.Unmarshal(said, &t); err != nil || !found {
		return t, fmt.Errorf("read Parquet: answer of the child: %w", err)
	}
	t.Text = text
	return t, nil
}

// ReadParquet is the job of the child: it reads the file that follows the
// first line of input and answers with a line about it and its text.
func ReadParquet(input []byte, _ work.Out) ([]byte, error) {
	order, raw, _ := bytes.Cut(input, []byte("\n"))
	var q records.Request
	if err := json.Unmarshal(order, &q); err != nil {
		return nil, fmt.Errorf("read Parquet: order: %w", err)
	}
	t, err := parquetfile.Read(raw, q)
	if err != nil {
		return nil, err
	}
	said, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("read Parquet: answer: %w", err)
	}
	return append(append(said, '\n'), t.Text...), nil
}
