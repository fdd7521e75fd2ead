# What “coachtui completion bash” prints: add it to ~/.bashrc.
_coachtui() {
    local kind value meaning
    COMPREPLY=()
    while IFS=$'\t' read -r kind value meaning; do
        case $kind in
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(printf '%s\n' "${COMP_WORDS[@]:1:COMP_CWORD}" |
        "${1/#\~/$HOME}" completion bash --answer 2>/dev/null)
}
complete -o nosort -F _coachtui coachtui
